import { nix, nixString } from '../nix-string.ts';
import type { Language, LanguageInput } from './language.ts';
import { phpWith } from './php.ts';

const certificates = nix`pkgs.cacert + "/etc/ssl/certs/ca-bundle.crt"`;

/** PHP with Composer: Laravel, and any other framework or none where there is no `artisan`. */
export const laravel: Language = {
  template: 'laravel',
  runtimes: ['php'],
  optionalRuntimes: { node: 'package.json' },
  families: ['php', 'javascript'],
  mayHaveNoStart: false,
  // PHP's own web server takes one request at a time otherwise.
  environment: { APP_ENV: 'production', LOG_CHANNEL: 'stderr', PHP_CLI_SERVER_WORKERS: '4' },
  tools: ({ config, runtimes: { php = nix`pkgs.php`, node } }) => [
    phpWith(php, config.php),
    ...(node === undefined ? [] : [node]),
  ],
  // Composer of the very PHP above. Without unzip it would lose which files are programs.
  buildTools: () => [nix`(builtins.head tools).packages.composer`, nix`pkgs.unzip`],
  variables: (input) => ({
    // Composer wants one even where it asks nobody.
    SSL_CERT_FILE: certificates,
    // Commands and tests may encrypt something. The application gets its own key.
    ...(isLaravel(input) && { APP_KEY: nixString(`base64:${buildKey}`) }),
  }),
  setUp: (input) =>
    isLaravel(input)
      ? ['export LOG_CHANNEL="${LOG_CHANNEL:-stderr}"', makeFolders, 'mkdir -p bootstrap/cache']
      : [],
  finish: (input) => (isLaravel(input) ? finishLaravel : []),
  startVariables: () => ({ SSL_CERT_FILE: certificates }),
  startSetUp: (input) => (isLaravel(input) ? startLaravel : []),
};

function isLaravel({ has }: LanguageInput): boolean {
  return has('artisan');
}

const buildKey = Buffer.from('of builds only, not a secret....').toString('base64');

/** git keeps no empty folders, and Laravel makes none of these itself. */
const makeFolders =
  'mkdir -p storage/app/public storage/framework/cache/data storage/framework/sessions storage/framework/views storage/logs';

const finishLaravel: readonly string[] = [
  '# What composer install --no-scripts leaves undone; nothing can be written there later.',
  'if [ -f vendor/autoload.php ] && [ ! -f bootstrap/cache/packages.php ]; then',
  '  run "php artisan package:discover"',
  'fi',
  '# Compiled views are of this release, storage is of all of them.',
  'mkdir -p bootstrap/cache/views',
  'find storage/framework/views -name "*.php" -exec mv -t bootstrap/cache/views {} +',
  "# Nobody's sessions, and times that differ from build to build.",
  'find storage/logs storage/framework -type f ! -name .gitignore -delete',
  'if [ -d public ] && [ ! -e public/storage ] && [ ! -L public/storage ]; then',
  '  ln -s ../storage/app/public public/storage',
  'fi',
];

/** The files that Laravel caches, with the variables that say where. */
const caches: Readonly<Record<string, string>> = {
  APP_SERVICES_CACHE: 'services.php',
  APP_PACKAGES_CACHE: 'packages.php',
  APP_CONFIG_CACHE: 'config.php',
  APP_ROUTES_CACHE: 'routes-v7.php',
  APP_EVENTS_CACHE: 'events.php',
  VIEW_COMPILED_PATH: 'views',
};

const startLaravel: readonly string[] = [
  'if [ -z "${APP_KEY:-}" ] && ! grep -qs "^APP_KEY=." .env && { [ ! -f config/app.php ] || grep -q APP_KEY config/app.php; }; then',
  "  cat >&2 <<'END'",
  'APP_KEY is not set, and Laravel cannot encrypt without it. Make one and set it:',
  '  vpspilot secrets set <project> APP_KEY="base64:$(openssl rand -base64 32)"',
  'and write "env": {"APP_KEY": "{{APP_KEY}}"} into config.vpspilot.json. Keep the key: nothing else can read what it encrypted.',
  'END',
  '  exit 78',
  'fi',
  `${makeFolders} 2>/dev/null || true`,
  '# Of this release alone, unlike storage: config:cache, route:cache and compiled views go there.',
  'if [ -w "${VPSPILOT_WORKDIR:-/nowhere}" ]; then laravel_cache=$VPSPILOT_WORKDIR/.cache',
  'else laravel_cache=$(mktemp -d "${TMPDIR:-/tmp}/laravel-XXXXXX"); fi',
  'mkdir -p "$laravel_cache"',
  'cp -R --no-preserve=mode bootstrap/cache/. "$laravel_cache/"',
  ...Object.entries(caches).map(
    ([name, file]) => `export ${name}="\${${name}:-$laravel_cache/${file}}"`,
  ),
];
