import type { Repository } from './repository.ts';

export const python: Readonly<Record<string, Repository>> = {
  Django: {
    files: {
      'manage.py':
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\nimport django",
      'requirements.txt': 'Django==5.1\ngunicorn==23.0\n',
      'shop/settings.py':
        "SECRET_KEY = os.environ['SECRET_KEY']\nA = os.environ['API_URL']\nSTATIC_ROOT = BASE_DIR / 'static'\n",
      'shop/wsgi.py': '',
      'shop/urls.py': "path('healthz/', ok)",
    },
    expected: {
      framework: 'Django',
      config: {
        type: 'django',
        runtime: { python: '3.13' },
        build: {
          commands: ['pip install -r requirements.txt', 'python manage.py collectstatic --noinput'],
          env: { API_URL: 'only-for-the-build' },
        },
        release: { command: 'python manage.py migrate --noinput' },
        start: { command: 'gunicorn shop.wsgi:application --bind 0.0.0.0:$PORT' },
        healthcheck: { url: '/healthz/' },
        env: { SECRET_KEY: '{{SECRET_KEY}}', API_URL: '{{API_URL}}' },
      },
    },
  },
  'Django without a server': {
    files: {
      'manage.py': 'import django',
      'uv.lock': 'version = 1',
      'pyproject.toml':
        '[project]\nname = "site"\nrequires-python = ">=3.11"\ndependencies = ["django"]\n',
      'config/settings.py': 'ALLOWED_HOSTS = []\n"ENGINE": "django.db.backends.sqlite3"',
    },
    expected: { config: { name: 'site', build: { commands: ['uv sync --frozen'] } } },
    warnings: [/runserver is made for development/, /ALLOWED_HOSTS/, /SQLite/],
  },
  Flask: {
    files: {
      'requirements.txt': 'flask\ngunicorn\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'runtime.txt': 'python-3.11.4',
    },
    expected: {
      framework: 'Flask',
      config: { type: 'python', start: { command: 'gunicorn app:app --bind 0.0.0.0:$PORT' } },
    },
    warnings: [/newest 3\.11/],
  },
  'Flask factory': {
    files: {
      'requirements.txt': 'flask\n',
      'app/__init__.py': 'def create_app(config=None):\n    return Flask(__name__)\n',
    },
    expected: {
      config: { start: { command: "gunicorn 'app:create_app()' --bind 0.0.0.0:$PORT" } },
    },
    warnings: [/gunicorn is not among/],
  },
  FastAPI: {
    files: {
      'poetry.lock': '',
      'pyproject.toml':
        '[tool.poetry]\nname = "api"\n[tool.poetry.dependencies]\npython = "^3.12"\nfastapi = "*"\nuvicorn = "*"\n',
      'app/main.py': 'app = FastAPI(title="x")\n@app.get("/health")\n',
    },
    expected: {
      framework: 'FastAPI',
      config: {
        name: 'api',
        build: { commands: ['poetry install --only main --no-root'] },
        start: { command: 'uvicorn app.main:app --host 0.0.0.0 --port $PORT' },
        healthcheck: { url: '/health' },
      },
    },
  },
  'plain Python with a Procfile': {
    files: {
      'requirements.txt': 'aiohttp',
      'bot.py': '',
      'main.py': '',
      Procfile:
        'web: python bot.py --port $PORT\nrelease: python migrate.py\nworker: python work.py\n',
    },
    expected: {
      config: {
        start: { command: 'python bot.py --port $PORT' },
        release: { command: 'python migrate.py' },
      },
    },
    warnings: [/"worker" \(python work\.py\) is not started/],
  },
};
