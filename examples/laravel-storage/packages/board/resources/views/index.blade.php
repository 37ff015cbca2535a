@extends('layout')

@section('content')
  <h1>Board</h1>
  <ul>
    @foreach ($notes as $note)
      <li>{{ $note->text }} <a href="{{ asset('storage/'.$note->file) }}">file</a></li>
    @endforeach
  </ul>
@endsection
