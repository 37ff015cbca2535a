import type { Stage } from '../../../node-agent/domain/failures/explanation.ts';

interface Sample {
  stage: Stage;
  text: string;
  code: string;
  hint: RegExp;
  byNix?: true;
}

const sample = (stage: Stage, text: string, code: string, hint: RegExp): Sample => ({
  ...{ stage, text, code, hint },
});
const nix = (stage: Stage, text: string, code: string, hint: RegExp): Sample => ({
  ...{ stage, text, code, hint },
  byNix: true,
});

/** What cannot be provoked here, as the programs' sources have it. */
export const writtenSamples: readonly Sample[] = [
  nix(
    'build',
    'error: mounting /proc: cannot mount, user namespace',
    'sandbox_unavailable',
    /namespaces/,
  ),
  sample(
    'build',
    'bash: line 7:  4711 Killed                  npm run build',
    'build_out_of_memory',
    /more memory/,
  ),
  sample(
    'start',
    'it needed more memory than resources.memory_limit',
    'out_of_memory',
    /resources\.memory_limit/,
  ),
  nix(
    'build',
    "error: hash mismatch in fixed-output derivation '/nix/store/x.drv':",
    'hash_mismatch',
    /got:/,
  ),
  nix(
    'evaluation',
    "error: cannot build '/nix/store/x.drv' during evaluation because the option 'allow-import-from-derivation' is disabled",
    'import_from_derivation',
    /commit it/,
  ),
  nix(
    'evaluation',
    "error: access to absolute path '/etc/shadow' is forbidden in pure eval mode (use '--impure' to override)",
    'impure_flake',
    /relative/,
  ),
  nix(
    'evaluation',
    "error: unable to download 'http://127.0.0.1/x': Couldn't connect to server (7)",
    'network_in_evaluation',
    /input/,
  ),
  nix(
    'evaluation',
    'error: stack overflow (possible infinite recursion)',
    'endless_recursion',
    /itself/,
  ),
  nix(
    'evaluation',
    "error: 'outputs' at /nix/store/x-source/flake.nix:3:13 called without required argument 'nixpkgs'",
    'lock_missing',
    /nix flake lock/,
  ),
  nix(
    'evaluation',
    "error: attribute 'buildNpmPackage' missing",
    'attribute_missing',
    /nixpkgs is new enough/,
  ),
  nix(
    'evaluation',
    'error: The flake has no packages.x86_64-linux.default; it has: other',
    'package_missing',
    /nix\.package/,
  ),
  nix(
    'build',
    "error: attribute 'nodejs_99' missing",
    'attribute_missing',
    /nodejs_99.*nix\.packages/,
  ),
  nix(
    'build',
    'error: cannot write modified lock file of flake (requires lock file changes)',
    'lock_missing',
    /flake\.lock/,
  ),
  sample(
    'build',
    '- Required package "monolog/monolog" is not present in the lock file.',
    'lock_out_of_date',
    /composer update --lock/,
  ),
  sample(
    'build',
    'error: The lockfile at `uv.lock` needs to be updated, but `--locked` was provided. To update the lockfile, run `uv lock`.',
    'lock_out_of_date',
    /uv lock/,
  ),
  sample(
    'build',
    'error: Unable to find lockfile at `uv.lock`. To create a lockfile, run `uv lock` or `uv sync`.',
    'lock_missing',
    /uv lock/,
  ),
  sample(
    'build',
    "The dependencies in your gemfile changed, but the lockfile can't be updated because frozen mode is set",
    'lock_out_of_date',
    /bundle install/,
  ),
  sample(
    'build',
    'pyproject.toml changed significantly since poetry.lock was last generated. Run `poetry lock` to fix the lock file.',
    'lock_out_of_date',
    /poetry lock/,
  ),
  sample(
    'build',
    "  - Root composer.json requires PHP extension ext-redis * but it is missing from your system. Install or enable PHP's redis extension.",
    'php_extension_missing',
    /"php": {"extensions": \["redis"\]}/,
  ),
  sample(
    'start',
    'Composer detected issues in your platform:\nYour Composer dependencies require a PHP version ">= 8.3.0". You are running 8.2.29.',
    'wrong_runtime_version',
    />= 8\.3\.0/,
  ),
  sample(
    'build',
    "ERROR: Package 'django' requires a different Python: 3.11.2 not in '>=3.12'",
    'wrong_runtime_version',
    />=3\.12/,
  ),
  sample(
    'build',
    "error: The requested interpreter resolved to Python 3.11.2, which is incompatible with the project's Python requirement: `>=3.13`",
    'wrong_runtime_version',
    />=3\.13/,
  ),
  sample(
    'build',
    'go: go.mod requires go >= 1.26 (running go 1.24.4; GOTOOLCHAIN=local)',
    'wrong_runtime_version',
    /Go 1\.26/,
  ),
  sample(
    'build',
    'ERR_PNPM_NO_OFFLINE_TARBALL  A package is missing from the store but cannot download it in offline mode.',
    'package_not_locked',
    /commit the lock file/,
  ),
  sample('build', 'Error: pg_config executable not found.', 'library_missing', /libpq/),
  sample('build', '/bin/sh: 1: mysql_config: not found', 'library_missing', /libmysqlclient/),
  sample(
    'build',
    'src/pg.c:3:10: fatal error: libpq-fe.h: No such file or directory',
    'library_missing',
    /"libpq" to nix\.packages/,
  ),
  sample(
    'start',
    'node: error while loading shared libraries: libvips-cpp.so.42: cannot open shared object file: No such file or directory',
    'shared_library_missing',
    /"vips" to nix\.packages/,
  ),
  sample(
    'start',
    'ImportError: libpq.so.5: cannot open shared object file: No such file or directory',
    'shared_library_missing',
    /"libpq"/,
  ),
  sample(
    'build',
    'npm error gyp ERR! stack Error: not found: make',
    'compiler_missing',
    /"gnumake"/,
  ),
  sample(
    'build',
    'cgo: C compiler "gcc" not found: exec: "gcc": executable file not found in $PATH',
    'compiler_missing',
    /"gcc"/,
  ),
  sample(
    'start',
    'RuntimeError: No application encryption key has been specified. {"exception":"[object]"}',
    'app_key_missing',
    /key:generate/,
  ),
  sample(
    'start',
    'django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.',
    'secret_key_missing',
    /SECRET_KEY=-/,
  ),
  sample(
    'start',
    "ArgumentError: Missing `secret_key_base` for 'production' environment, set this string with `bin/rails credentials:edit`",
    'secret_key_missing',
    /RAILS_MASTER_KEY/,
  ),
  sample(
    'start',
    "Invalid HTTP_HOST header: 'shop.example.com'. You may need to add 'shop.example.com' to ALLOWED_HOSTS.",
    'host_not_allowed',
    /shop\.example\.com.*ALLOWED_HOSTS/,
  ),
  sample(
    'start',
    'The stream or file "/nix/store/x-shop/app/storage/logs/laravel.log" could not be opened in append mode: Failed to open stream: Permission denied',
    'folder_not_writable',
    /storage\/logs\/laravel\.log/,
  ),
  sample(
    'start',
    "OSError: [Errno 30] Read-only file system: '/nix/store/x/app/media/a.png'",
    'folder_not_writable',
    /media\/a\.png/,
  ),
  sample(
    'release',
    'SQLSTATE[HY000] [2002] Connection refused (Connection: mysql, SQL: select * from migrations)',
    'service_unreachable',
    /database/,
  ),
  sample(
    'build',
    "Module not found: Error: Can't resolve 'lodash' in '/build/app/src'",
    'module_missing',
    /^lodash is not installed/,
  ),
];
