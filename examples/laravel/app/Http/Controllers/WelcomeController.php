<?php

namespace App\Http\Controllers;

use Illuminate\Http\Request;

class WelcomeController
{
    /** A page that knows its visitor: it needs APP_KEY, a session and compiled views. */
    public function __invoke(Request $request)
    {
        $visits = $request->session()->increment('visits');

        return view('welcome', ['visits' => $visits, 'name' => config('app.name')]);
    }
}
