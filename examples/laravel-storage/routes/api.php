<?php

use App\Http\Controllers\BoardController;
use App\Http\Controllers\HealthController;
use Illuminate\Support\Facades\Route;

Route::get('/health', HealthController::class);
Route::get('/notes', [BoardController::class, 'list']);
Route::post('/notes', [BoardController::class, 'store']);
