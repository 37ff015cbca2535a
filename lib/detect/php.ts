import type { Draft } from './draft.ts';
import { jsonOf, keysAt } from './json-file.ts';
import { addAssetBuild, hasFile } from './package-manager.ts';
import type { Recipe } from './recipe.ts';
import type { SourceFiles } from './source-files.ts';

export const laravel: Recipe = {
  type: 'laravel',
  recognise(files) {
    if (hasFile(files, 'artisan')) return { framework: 'Laravel', because: 'artisan' };
    const isLaravel = requires(files).includes('laravel/framework');
    return isLaravel ? { framework: 'Laravel', because: 'composer.json' } : undefined;
  },
  fill(draft, files) {
    addComposer(draft, files);
    addAssetBuild(draft, files);
    draft.start('php artisan serve --host=0.0.0.0 --port=$PORT', "Laravel's own server");
    if (files.list('database/migrations').length > 0) {
      draft.release('php artisan migrate --force', 'database/migrations');
    }
    if (/health:\s*["']\/up["']/.test(files.read('bootstrap/app.php') ?? '')) {
      draft.health('/up', 'bootstrap/app.php');
    }
    draft.secret('APP_KEY', 'Laravel encrypts with it; php artisan key:generate --show makes one');
    addDatabase(draft, files);
  },
};

/** Symfony, Slim, plain files: PHP and Composer are what the type `laravel` brings. */
export const php: Recipe = {
  type: 'laravel',
  recognise(files) {
    const entry = entryFolder(files);
    const isSymfony = requires(files).some((name) => name === 'symfony/framework-bundle');
    if (isSymfony) return { framework: 'Symfony', because: 'composer.json' };
    // Without Composer, index.php beside a package.json is rather a tool of its.
    if (
      entry === undefined ||
      !(hasFile(files, 'composer.json') || !hasFile(files, 'package.json'))
    ) {
      return undefined;
    }
    return { framework: 'PHP', because: `${entry === '.' ? '' : `${entry}/`}index.php` };
  },
  fill(draft, files) {
    addComposer(draft, files);
    addAssetBuild(draft, files);
    draft.start(
      `php -S 0.0.0.0:$PORT -t ${entryFolder(files) ?? 'public'}`,
      'the folder of index.php',
    );
    draft.warn(
      `${draft.framework} has no type of its own: "laravel" brings PHP and Composer, and asks for nothing of Laravel's`,
    );
    if (draft.framework !== 'Symfony') return;
    draft.variable('APP_ENV', 'prod', 'Symfony');
    draft.secret('APP_SECRET', 'Symfony signs with it');
    draft.storage('var', 'Symfony writes its cache and logs there');
    if (files.list('migrations').length > 0) {
      draft.release('php bin/console doctrine:migrations:migrate --no-interaction', 'migrations/');
    }
  },
};

function entryFolder(files: SourceFiles): string | undefined {
  return ['public', 'web', '.'].find((folder) =>
    hasFile(files, folder === '.' ? 'index.php' : `${folder}/index.php`),
  );
}

function requires(files: SourceFiles): string[] {
  return keysAt(jsonOf(files, 'composer.json'), 'require');
}

function addComposer(draft: Draft, files: SourceFiles): void {
  if (!hasFile(files, 'composer.json')) return;
  draft.build('composer install --no-dev --optimize-autoloader', 'composer.json');
  if (hasFile(files, 'composer.lock')) return;
  draft.warn('There is no composer.lock: run "composer update --no-install" and commit it');
}

function addDatabase(draft: Draft, files: SourceFiles): void {
  const connection = /^[ \t]*DB_CONNECTION\s*=\s*["']?(\w+)/m.exec(
    files.read('.env.example') ?? '',
  )?.[1];
  if (connection === 'sqlite') {
    draft.warn(
      'The SQLite file lies in the release, which is read-only: set DB_DATABASE to a file below storage/, or use another database',
    );
  } else if (
    connection !== undefined &&
    ['mysql', 'mariadb', 'pgsql', 'sqlsrv'].includes(connection)
  ) {
    draft.variable('DB_CONNECTION', connection, '.env.example');
    for (const name of ['DB_HOST', 'DB_DATABASE', 'DB_USERNAME', 'DB_PASSWORD']) {
      draft.secret(name, '.env.example');
    }
  }
}
