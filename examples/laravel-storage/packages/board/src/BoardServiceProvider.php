<?php

namespace Acme\Board;

use Illuminate\Support\ServiceProvider;

class BoardServiceProvider extends ServiceProvider
{
    public function boot()
    {
        $this->loadViewsFrom(__DIR__.'/../resources/views', 'board');
    }
}
