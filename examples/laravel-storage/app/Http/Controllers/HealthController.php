<?php

namespace App\Http\Controllers;

use Illuminate\Foundation\Application;

class HealthController
{
    public function __invoke()
    {
        return ['status' => 'ok', 'laravel' => Application::VERSION, 'php' => PHP_VERSION];
    }
}
