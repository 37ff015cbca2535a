#!/usr/bin/env bash
# The web server and the worker live and die together: whichever ends first ends the release.
set -euo pipefail
trap 'kill $(jobs -p) 2> /dev/null || true; wait' EXIT
trap 'exit 0' TERM INT
python manage.py work &
gunicorn shop.wsgi:application --bind "0.0.0.0:$PORT" --workers 2 &
wait -n
