<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Board</title>
  </head>
  <body>
    <h1>Board</h1>
    <ul>
      @foreach ($notes as $note)
        <li>{{ $note->text }} <a href="{{ asset('storage/'.$note->file) }}">file</a></li>
      @endforeach
    </ul>
  </body>
</html>
