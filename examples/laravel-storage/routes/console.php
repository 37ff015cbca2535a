<?php

use Illuminate\Support\Facades\Artisan;

Artisan::command('greet {name}', function (string $name) {
    $this->info("Hello, {$name}");
})->describe('Says hello');
