/** The sections of the schema that stand for themselves. */
import * as z from 'zod';
import { phpExtensions } from './php-extensions.ts';
import { block, command, line, list, pathInTree, pattern, wholeNumber } from './rules.ts';

const size = (example: string) =>
  pattern(`a size such as "${example}"`, /^[1-9]\d{0,6}(\.\d{1,3})?[MGT]$/);

function version(example: string) {
  return pattern(`a version such as "${example}"`, /^(latest|lts|\d{1,4}(\.\d{1,4}){0,2})$/).meta({
    examples: [example],
  });
}

/** What each language's people write; lib/toolchains says what it means. */
function versionWish(name: string, example: string) {
  return pattern(
    `a version such as "${example}" or ">=${example}"`,
    /^(?=.*\d|latest$|lts$|lts\/)[\w .,*<>=!~^|@+/-]{1,100}$/,
  )
    .meta({ examples: [example], description: `Version of ${name}, or a range of versions.` })
    .exactOptional();
}

const describedVersion = (name: string, example: string) =>
  version(example).describe(`Version of ${name}.`).exactOptional();

export const runtime = z
  .strictObject({
    php: versionWish('PHP', '8.2'),
    node: versionWish('Node.js', '20'),
    go: versionWish('Go', '1.21'),
    python: versionWish('Python', '3.11'),
    ruby: versionWish('Ruby', '3.2'),
    composer: describedVersion(
      'Composer; it comes with PHP, so only `latest` has a meaning',
      'latest',
    ),
    npm: describedVersion('npm; it comes with Node.js, so only `latest` has a meaning', 'latest'),
    pip: describedVersion('pip; it comes with Python, so only `latest` has a meaning', 'latest'),
  })
  .meta({
    description:
      'Versions of the languages, as text or number: `20`, `20.11`, `20.x`, `>=18 <21`, `^8.1`, `~> 3.2`. Without it the files of the language decide (`.nvmrc`, `engines`, `go.mod` …), then a default; `vpspilot toolchains` lists what there is.',
  });

export const start = z
  .strictObject({
    command: command()
      .meta({
        description:
          'Starts the application. It must listen on `$PORT`. Needed for every type but `static`, `go` and `custom`.',
        examples: ['npm start'],
      })
      .exactOptional(),
    port: wholeNumber('a port', 1, 65_535)
      .meta({
        description:
          'The port of an application that does not listen on `$PORT`. Such a one is noticed and restarted in place, with a short gap; one that listens on `$PORT` is deployed without a gap, whatever stands here.',
        examples: [3000],
      })
      .exactOptional(),
  })
  .meta({ description: 'How the application is started.' });

export const healthcheck = z
  .strictObject({
    url: pattern('a path such as "/health"', /^\/[!-~]*$/)
      .meta({
        description: 'Path that is asked on the new release before traffic moves to it.',
        examples: ['/health'],
      })
      .default('/'),
    expect: z
      .enum(['success', 'answer'])
      .meta({
        description:
          '`success`: only 2xx and 3xx are healthy. `answer`: every status below 500 is. Default: `success` where `url` is given, otherwise `answer`.',
      })
      .default('answer'),
    interval: wholeNumber('seconds', 1, 86_400)
      .meta({ description: 'Seconds between two checks of a live release.' })
      .default(30),
    timeout: wholeNumber('seconds', 1, 300)
      .meta({ description: 'Seconds after which a check without an answer has failed.' })
      .default(5),
    retries: wholeNumber('a count', 1, 100)
      .meta({
        description: 'Failed checks in a row after which a live release counts as unhealthy.',
      })
      .default(3),
    start_period: wholeNumber('seconds', 1, 3_600)
      .meta({ description: 'Seconds a new release may take until its first good answer.' })
      .default(60),
  })
  .meta({ description: 'How vpspilot sees whether a release works.' });

export const resources = z
  .strictObject({
    memory_limit: size('512M')
      .meta({ description: 'Memory the application may use: `512M`, `1G`.', examples: ['512M'] })
      .default('1G'),
    cpu_limit: pattern(
      'CPU cores such as "1.0", or "50%"',
      /^(?!0+(\.0+)?%?$)\d{1,4}(\.\d{1,3})?%?$/,
    )
      .meta({ description: 'CPU it may use: cores (`1.0`) or percent of one core (`50%`).' })
      .default('1.0'),
    disk_limit: size('10G')
      .meta({ description: 'Disk space for its writable folders. Kept, not enforced yet.' })
      .exactOptional(),
  })
  .meta({ description: 'Limits of the running application.' });

export const php = z
  .strictObject({
    extensions: list('extensions', z.enum(phpExtensions), 100)
      .meta({
        description: `Extensions beside the usual ones, which are there already (among them bcmath, curl, gd, intl, mbstring, mysqli, opcache, pdo_mysql, pdo_pgsql, pdo_sqlite, redis, xml, zip). Known: ${phpExtensions.join(', ')}.`,
        examples: [['imagick', 'mongodb']],
      })
      .default([]),
    ini: z
      .record(
        z
          .string()
          .regex(
            /^[A-Za-z][\w.-]{0,99}$/,
            'expected the name of a setting of php.ini, such as "memory_limit"',
          ),
        line('text, a number or a boolean', 1_000).refine(
          (text) => !text.includes("'"),
          "expected text without the character '",
        ),
        'expected an object of settings',
      )
      .meta({
        description:
          'Settings of php.ini. Default: `memory_limit` 256M, `upload_max_filesize` and `post_max_size` 50M.',
        examples: [{ memory_limit: '512M', 'opcache.jit': 'tracing' }],
      })
      .default({}),
  })
  .meta({ description: 'For projects in PHP.' });

const nixName = /^[A-Za-z_][\w'+-]*(\.[A-Za-z_][\w'+-]*)*$/;

export const nix = z
  .strictObject({
    flake_file: pathInTree('the path of a flake.nix')
      .meta({
        description: 'Type `custom` only: your own flake. Default: `flake.nix`.',
        examples: ['./custom-flake.nix'],
      })
      .exactOptional(),
    package: pattern('the name of a package of the flake, such as "default"', nixName)
      .meta({ description: 'Type `custom` only: which package of your flake is built.' })
      .exactOptional(),
    packages: list('packages', pattern('a nixpkgs attribute such as "ffmpeg"', nixName), 100)
      .meta({
        description: 'Further packages of nixpkgs for the build and the running application.',
        examples: [['ffmpeg', 'imagemagick']],
      })
      .default([]),
  })
  .meta({ description: 'For people who know Nix; nobody needs to.' });

export const database = z
  .strictObject({
    type: z.enum(['mysql', 'postgresql', 'sqlite', 'mongodb']).describe('Which database.'),
    version: describedVersion('the database', '8.0'),
  })
  .meta({ description: 'The database the application needs. Kept, not used yet.' });

export const cache = z
  .strictObject({
    type: z.enum(['redis', 'memcached']).describe('Which cache.'),
    version: describedVersion('the cache', 'latest'),
  })
  .meta({ description: 'The cache the application needs. Kept, not used yet.' });

const scheduleField = String.raw`[\d*][\d*/,-]*`;
const scheduleName = String.raw`[\dA-Za-z*][\dA-Za-z*/,-]*`;
const schedule = new RegExp(
  `^(@(hourly|daily|weekly|monthly|yearly)|(${scheduleField} +){3}${scheduleName} +${scheduleName})$`,
);

const variable = (meaning: string) =>
  pattern(`the name of the variable that holds ${meaning}`, /^[A-Za-z_][A-Za-z0-9_]{0,127}$/)
    .meta({ description: `Name of the variable that holds ${meaning}.` })
    .exactOptional();

export const backups = z
  .strictObject({
    enabled: z
      .boolean('expected true or false')
      .describe('Whether backups are made.')
      .default(true),
    schedule: pattern('a cron line such as "0 2 * * *"', schedule)
      .describe('When, as a cron line in the time of the node.')
      .default('0 2 * * *'),
    retention_days: wholeNumber('days', 1, 3_650).describe('Days a backup is kept.').default(30),
    env_file: pathInTree('a file').describe('File with the variables named below.').exactOptional(),
    zip_file_name: pattern('a file name', /^[\w.][\w .-]{0,99}$/)
      .describe('Beginning of the name of the archive.')
      .exactOptional(),
    database: z
      .strictObject({
        connection: variable('the kind of database'),
        host: variable('its host'),
        port: variable('its port'),
        username: variable('the user name'),
        password: variable('the password'),
        database_name: variable('the name of the database'),
      })
      .meta({ description: 'Names of variables, never values.', examples: [{ host: 'DB_HOST' }] })
      .exactOptional(),
    directories: list('folders', pathInTree('a folder'), 100)
      .describe('Folders to keep.')
      .meta({ examples: [['storage/app', 'public/uploads']] })
      .default([]),
  })
  .meta({ description: 'Backups of the data. Kept, not used yet.' });

export const commands = list(
  'commands',
  z.strictObject({
    name: line('a name', 100).describe('What people call it.'),
    command: command().describe('What is run.'),
    description: block('text', 1_000).describe('For people only.').exactOptional(),
  }),
  100,
).meta({ description: 'Commands that people may run by name. Kept, not used yet.' });

export const monitoring = z
  .strictObject({
    enabled: z.boolean('expected true or false').describe('Whether it is monitored.').default(true),
    metrics_endpoint: pattern('a path such as "/metrics"', /^\/[!-~]*$/)
      .describe('Path of its metrics.')
      .exactOptional(),
    alert_on_failure: z
      .boolean('expected true or false')
      .describe('Whether to raise an alert.')
      .default(true),
  })
  .meta({ description: 'Monitoring of the application. Kept, not used yet.' });
