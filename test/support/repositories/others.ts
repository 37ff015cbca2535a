import { json, lock, type Repository } from './repository.ts';

export const others: Readonly<Record<string, Repository>> = {
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
