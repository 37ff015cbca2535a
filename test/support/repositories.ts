/** Little repositories, as people have them, and what should come of each. */

interface Repository {
  files: Readonly<Record<string, string>>;
  expected: object;
  warnings?: readonly RegExp[];
}

const json = (value: unknown) => JSON.stringify(value, undefined, 2);
const lock = { 'package-lock.json': '{}' };
const manifest = (more: object) => json({ name: '@us/shop', ...more });

const node: Record<string, Repository> = {
  Express: {
    files: {
      ...lock,
      'package.json': manifest({
        scripts: { start: 'node server.js' },
        dependencies: { express: '5' },
      }),
      'server.js': "app.get('/health', (_, answer) => answer.send('ok'))",
    },
    expected: {
      framework: 'Express',
      config: {
        ...{ name: 'shop', type: 'nodejs', runtime: { node: '24' } },
        build: { commands: ['npm ci'] },
        start: { command: 'npm start' },
        healthcheck: { url: '/health' },
      },
    },
  },
  'Node.js without a start script': {
    files: {
      'package.json': manifest({ main: './src/index.js' }),
      'src/index.js': '',
      '.nvmrc': '22',
    },
    expected: { config: { type: 'nodejs', start: { command: 'node src/index.js' } } },
  },
  'Next.js': {
    files: {
      'pnpm-lock.yaml': "lockfileVersion: '9.0'",
      'package.json': manifest({
        scripts: { build: 'next build', start: 'next start', dev: 'next dev' },
        dependencies: { next: '15' },
        engines: { node: '>=20' },
      }),
      'src/app/api/health/route.ts': '',
    },
    expected: {
      framework: 'Next.js',
      config: {
        type: 'nodejs',
        build: { commands: ['pnpm install --frozen-lockfile', 'pnpm run build'] },
        start: { command: 'pnpm start' },
        healthcheck: { url: '/api/health' },
      },
    },
  },
  'Next.js, exported': {
    files: {
      ...lock,
      'package.json': manifest({ scripts: { build: 'next build' }, dependencies: { next: '15' } }),
      'next.config.mjs': "export default { output: 'export' }",
    },
    expected: { config: { type: 'static', build: { output_dir: 'out' } } },
  },
  Nuxt: {
    files: {
      ...lock,
      'package.json': manifest({ scripts: { build: 'nuxt build' }, dependencies: { nuxt: '3' } }),
    },
    expected: {
      framework: 'Nuxt',
      config: { start: { command: 'node .output/server/index.mjs' } },
    },
  },
  SvelteKit: {
    files: {
      ...lock,
      'package.json': manifest({
        scripts: { build: 'vite build' },
        devDependencies: { '@sveltejs/kit': '2', vite: '6' },
      }),
    },
    expected: { config: { type: 'nodejs', start: { command: 'node build' } } },
    warnings: [/adapter-node/],
  },
  Astro: {
    files: {
      ...lock,
      'package.json': manifest({ scripts: { build: 'astro build' }, dependencies: { astro: '5' } }),
    },
    expected: {
      config: {
        type: 'static',
        build: { commands: ['npm ci', 'npm run build'], output_dir: 'dist' },
      },
    },
  },
  Remix: {
    files: {
      'yarn.lock': '# yarn lockfile v1',
      'package.json': manifest({
        scripts: { build: 'remix vite:build', start: 'remix-serve ./build/server/index.js' },
        dependencies: { '@remix-run/serve': '2', '@remix-run/node': '2' },
      }),
    },
    expected: {
      framework: 'Remix',
      config: {
        build: { commands: ['yarn install --frozen-lockfile', 'yarn run build'] },
        start: { command: 'yarn start' },
      },
    },
  },
  Nest: {
    files: {
      'yarn.lock': '__metadata:\n  version: 8\n',
      'package.json': manifest({
        scripts: { build: 'nest build', start: 'nest start', 'start:prod': 'node dist/main' },
        dependencies: { '@nestjs/core': '11' },
      }),
    },
    expected: {
      framework: 'NestJS',
      config: {
        build: { commands: ['yarn install --immutable', 'yarn run build'] },
        start: { command: 'yarn run start:prod' },
      },
    },
  },
  Vite: {
    files: {
      ...lock,
      'package.json': manifest({
        scripts: { build: 'vite build', dev: 'vite' },
        devDependencies: { vite: '6' },
      }),
      'index.html': '',
      'vite.config.ts': "export default { build: { outDir: 'www' } }",
    },
    expected: { framework: 'Vite', config: { type: 'static', build: { output_dir: 'www' } } },
  },
  'Create React App': {
    files: {
      ...lock,
      'package.json': manifest({
        scripts: { start: 'react-scripts start', build: 'react-scripts build' },
        dependencies: { 'react-scripts': '5' },
      }),
    },
    expected: { config: { type: 'static', build: { output_dir: 'build' } } },
  },
  Eleventy: {
    files: {
      ...lock,
      'package.json': manifest({
        scripts: { build: 'eleventy' },
        devDependencies: { '@11ty/eleventy': '3' },
      }),
    },
    expected: { config: { type: 'static', build: { output_dir: '_site' } } },
  },
  'a generator of its own': {
    files: { 'package.json': manifest({ scripts: { build: 'node build.mjs' } }), 'build.mjs': '' },
    expected: {
      framework: 'Static site',
      config: { type: 'static', build: { commands: ['npm run build'] } },
    },
  },
  'a port of its own, no lock file, bun': {
    files: {
      'bun.lock': '{}',
      'package.json': manifest({
        scripts: { start: 'serve --port 4000' },
        dependencies: { fastify: '5' },
        engines: { node: '18' },
      }),
    },
    expected: { framework: 'Fastify', config: { build: { commands: ['npm ci'] } } },
    warnings: [/bun\.lock/, /port 4000/, /Node\.js 18 gets no security fixes/],
  },
};

const python: Record<string, Repository> = {
  Django: {
    files: {
      'manage.py':
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\nimport django",
      'requirements.txt': 'Django==5.1\ngunicorn==23.0\n',
      'shop/settings.py':
        "SECRET_KEY = os.environ['SECRET_KEY']\nA = os.environ['API_URL']\nSTATIC_ROOT = BASE_DIR / 'static'\n",
      'shop/wsgi.py': '',
      'shop/urls.py': "path('/healthz', ok)",
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
        healthcheck: { url: '/healthz' },
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

const others: Record<string, Repository> = {
  Laravel: {
    files: {
      ...lock,
      artisan: '',
      'composer.json': json({
        name: 'us/shop',
        require: { php: '^8.2', 'laravel/framework': '^11' },
      }),
      'composer.lock': '{}',
      'package.json': json({
        private: true,
        scripts: { build: 'vite build' },
        devDependencies: { vite: '6' },
      }),
      'bootstrap/app.php': "->withRouting(web: x, health: '/up')",
      'database/migrations/1.php': '',
      '.env.example': 'APP_NAME=Laravel\nDB_CONNECTION=mysql\n',
    },
    expected: {
      framework: 'Laravel',
      config: {
        ...{ name: 'shop', type: 'laravel', runtime: { node: '24' } },
        build: {
          commands: ['composer install --no-dev --optimize-autoloader', 'npm ci', 'npm run build'],
        },
        release: { command: 'php artisan migrate --force' },
        start: { command: 'php artisan serve --host=0.0.0.0 --port=$PORT' },
        healthcheck: { url: '/up' },
        env: { APP_KEY: '{{APP_KEY}}', DB_CONNECTION: 'mysql', DB_PASSWORD: '{{DB_PASSWORD}}' },
      },
    },
  },
  Symfony: {
    files: {
      'composer.json': json({ require: { 'symfony/framework-bundle': '7.*' } }),
      'composer.lock': '{}',
      'public/index.php': '',
    },
    expected: {
      framework: 'Symfony',
      config: { type: 'laravel', start: { command: 'php -S 0.0.0.0:$PORT -t public' } },
    },
    warnings: [/no type of its own/],
  },
  'plain PHP': {
    files: { 'index.php': '<?php echo 1;' },
    expected: {
      framework: 'PHP',
      config: { name: 'my folder', start: { command: 'php -S 0.0.0.0:$PORT -t .' } },
    },
    warnings: [/no type of its own/],
  },
  Rails: {
    files: {
      Gemfile: 'source "https://gems.example"\nruby "3.3.0"\ngem "rails", "~> 7.1"\ngem "puma"\n',
      'Gemfile.lock': '',
      'config/puma.rb': '',
      'config/routes.rb': 'get "up" => "rails/health#show"',
      'config/credentials.yml.enc': '',
      'config/database.yml': 'production:\n  adapter: postgresql\n',
      'app/assets/a.css': '',
      'db/migrate/1.rb': '',
    },
    expected: {
      framework: 'Rails',
      config: {
        type: 'ruby',
        build: {
          commands: ['bundle install', 'bundle exec rails assets:precompile'],
        },
        start: { command: 'bundle exec puma -C config/puma.rb' },
        release: { command: 'bundle exec rails db:migrate' },
        healthcheck: { url: '/up' },
        env: {
          RAILS_MASTER_KEY: '{{RAILS_MASTER_KEY}}',
          DATABASE_URL: '{{DATABASE_URL}}',
        },
        storage: ['tmp', 'storage'],
      },
    },
    warnings: [/newest 3\.3/],
  },
  Sinatra: {
    files: {
      Gemfile: 'gem "sinatra"\ngem "puma"\n',
      'Gemfile.lock': '',
      'config.ru': 'run App',
      'app.rb': 'get "/healthz" do',
    },
    expected: {
      framework: 'Sinatra',
      config: {
        start: { command: 'bundle exec puma -b tcp://0.0.0.0:$PORT' },
        healthcheck: { url: '/healthz' },
        runtime: { ruby: '3.4' },
      },
    },
  },
  Jekyll: {
    files: { Gemfile: "gem 'jekyll'\n", '_config.yml': '' },
    expected: { framework: 'Jekyll', config: { type: 'ruby' } },
    warnings: [/Jekyll needs Ruby/, /Gemfile\.lock/],
  },
  Go: {
    files: {
      'go.mod': 'module example.com/us/api\n\ngo 1.22\n',
      'main.go': 'package main\nhttp.HandleFunc("GET /healthz", ok)',
    },
    expected: {
      config: {
        ...{ name: 'api', type: 'go', build: { commands: ['go build -o app .'] } },
        start: { command: './app' },
        healthcheck: { url: '/healthz' },
      },
    },
  },
  'Go with commands': {
    files: {
      'go.mod': 'module a\n',
      'cmd/tool/main.go': 'package main\n',
      'cmd/server/main.go': '// ok\npackage main\n',
    },
    expected: {
      config: { build: { commands: ['go build -o app ./cmd/server'] }, runtime: { go: '1.26' } },
    },
    warnings: [/more programs: \.\/cmd\/tool/],
  },
  Hugo: {
    files: { 'hugo.toml': 'title = "x"', 'content/a.md': '' },
    expected: {
      config: {
        type: 'static',
        build: { commands: ['hugo --minify'], output_dir: 'public' },
        nix: { packages: ['hugo'] },
      },
    },
  },
  'plain HTML': {
    files: { 'public/index.html': '<h1>' },
    expected: { framework: 'HTML', config: { type: 'static', build: { output_dir: 'public' } } },
  },
  'a flake that builds': {
    files: {
      'flake.nix': '{ outputs = { self, nixpkgs }: { packages.x86_64-linux.default = 1; }; }',
      'package.json': '{}',
    },
    expected: { framework: 'Nix', config: { type: 'custom' } },
    warnings: [/--type/],
  },
  'a flake in a folder': {
    files: { 'deployment/flake.nix': '{ outputs = _: { packages = { }; }; }' },
    expected: { config: { type: 'custom', nix: { flake_file: 'deployment/flake.nix' } } },
    warnings: [/--type/],
  },
  'a flake with a development shell alone': {
    files: {
      'flake.nix':
        'pkgs = nixpkgs.legacyPackages.x; devShells.default = pkgs.mkShell { packages = [ pkgs.go ]; };',
      'go.mod': 'module a',
      'main.go': 'package main',
    },
    expected: { config: { type: 'go' } },
  },
};

export const repositories: Readonly<Record<string, Repository>> = { ...node, ...python, ...others };

/** What no community writes, and what somebody may push all the same. */
export const oddRepositories: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'names that are no names': {
    'package.json': json({ name: '${x}"; rm -rf /', scripts: { start: 'x' } }),
  },
  'a package.json that is a list': { 'package.json': '[1]' },
  'scripts that are no text': {
    'package.json': json({ scripts: { start: 5, build: null }, engines: [] }),
  },
  'a main file outside': { 'package.json': json({ main: '../../etc/passwd' }) },
  'an output folder outside': {
    'package.json': json({ devDependencies: { vite: '6' } }),
    'vite.config.js': "outDir: '../../../etc'",
  },
  'a Procfile with a placeholder': {
    'index.php': '',
    Procfile: 'web: run {{SECRET}}\nrelease: \u0007\n',
  },
  'settings that name our variables': {
    'manage.py': 'django',
    'config/settings.py':
      "SECRET_KEY = os.environ['VPSPILOT_X']\nA = os.environ['PORT']\nSTATIC_ROOT = 1",
  },
  'a settings module that is a command': { 'manage.py': "django DJANGO_SETTINGS_MODULE', 'a;b.c'" },
  'a program in a folder with spaces': { 'go.mod': 'module x', 'cmd/a b/main.go': 'package main' },
  'prototype games': {
    'package.json': '{"__proto__":{"scripts":{"start":"x"}},"constructor":1}',
    'angular.json': '{"projects":{"__proto__":1}}',
  },
};
