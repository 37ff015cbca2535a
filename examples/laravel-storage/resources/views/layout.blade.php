<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Board</title>
  </head>
  <body>
    @yield('content')
  </body>
</html>
