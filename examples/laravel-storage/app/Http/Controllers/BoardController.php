<?php

namespace App\Http\Controllers;

use Illuminate\Http\Request;
use Illuminate\Support\Facades\Cache;
use Illuminate\Support\Facades\DB;
use Illuminate\Support\Facades\Storage;
use Illuminate\Support\Str;

/** A note is a row of the database and a file that visitors can open. */
class BoardController
{
    public function index()
    {
        return view('board::index', ['notes' => DB::table('notes')->orderBy('id')->get()]);
    }

    public function list()
    {
        $reads = Cache::increment('reads');

        return ['reads' => $reads, 'notes' => DB::table('notes')->orderBy('id')->get(['text', 'file'])];
    }

    public function store(Request $request)
    {
        $text = Str::limit((string) $request->input('text'), 200);
        $file = 'notes/'.Str::random(16).'.txt';
        Storage::disk('public')->put($file, $text);
        DB::table('notes')->insert(['text' => $text, 'file' => $file, 'created_at' => now()]);

        return response(['file' => "/storage/{$file}"], 201);
    }
}
