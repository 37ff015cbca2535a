<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>{{ $name }}</title>
    <script src="{{ asset('build/app.js') }}" defer></script>
  </head>
  <body>
    <h1>{{ $name }}</h1>
    <p>Visit <strong id="visits">{{ $visits }}</strong> of this session, Laravel {{ app()->version() }}.</p>
    <p>The front end <span id="front-end">has not been built</span>.</p>
  </body>
</html>
