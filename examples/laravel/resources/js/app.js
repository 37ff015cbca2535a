const visits = Number(document.getElementById('visits').textContent);

document.getElementById('front-end').textContent =
  visits > 1 ? 'works, and knows that you have been here' : 'works';
