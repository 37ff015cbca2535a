<?php

// For PHP's own web server: files of public/ as they are, everything else to Laravel.
$path = urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?? '');

if ($path !== '/' && is_file(__DIR__.'/public'.$path)) {
    return false;
}

require_once __DIR__.'/public/index.php';
