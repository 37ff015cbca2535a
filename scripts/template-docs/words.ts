import type { AppConfig } from '../../lib/app-config/app-config.ts';

/** What only a person can say about a template. */
export interface PageWords {
  about: string;
  /** Folder of examples/ that the page shows whole. */
  example: string;
  also: readonly { folder: string; what: string }[];
  lockFiles: readonly { files: readonly string[]; commands: readonly string[] }[];
  notes: readonly string[];
}

const javascript = [
  { files: ['package-lock.json', 'npm-shrinkwrap.json'], commands: ['npm ci', 'npm install'] },
  { files: ['pnpm-lock.yaml'], commands: ['pnpm install --frozen-lockfile'] },
  {
    files: ['yarn.lock'],
    commands: ['yarn install --frozen-lockfile', 'yarn install --immutable'],
  },
];

const python = [
  { files: ['requirements.txt'], commands: ['pip install -r requirements.txt'] },
  { files: ['uv.lock'], commands: ['uv sync --frozen'] },
  { files: ['poetry.lock'], commands: ['poetry install --only main'] },
];

const pythonNotes = [
  'A virtual environment is active in your commands and in the running application.',
  'Wheels are used where there are any; the rest is compiled in the build. Libraries that compiled packages want come from `nix.packages`.',
];

export const words: Readonly<Record<AppConfig['type'], PageWords>> = {
  nodejs: {
    about:
      'Servers and full-stack applications on Node.js: Express, Fastify, Nest, Next, Nuxt, Remix and what else starts with `npm start`.',
    example: 'nodejs-express',
    also: [
      { folder: 'nodejs-hello', what: 'no dependencies at all; what `vpspilot demo` deploys' },
      {
        folder: 'vite-native',
        what: 'a Vite front end and a module that is compiled in the build',
      },
    ],
    lockFiles: javascript,
    notes: [
      'Native modules are compiled in the build, with the headers of the chosen Node.',
      'Programs that packages download when they are installed (browsers, engines) are not there: builds have no network.',
    ],
  },
  static: {
    about:
      'Pages without a server of their own: plain HTML, or what a generator or bundler writes. Caddy serves them from the release.',
    example: 'static-site',
    also: [],
    lockFiles: javascript,
    notes: [
      'Without `build.output_dir` the first of `dist`, `build`, `public`, `_site` and `out` is served, otherwise the folder with `index.html`.',
      'Files are compressed; those with a hash in their name are cached for a year, pages are asked for again each time.',
      'A `404.html` is the page for what is not there. Without one, paths without a file get `index.html`, as single-page applications want it.',
      'With a `start.command` your own server serves them instead.',
    ],
  },
  laravel: {
    about: 'Laravel, and other PHP applications that are started by a command.',
    example: 'laravel',
    also: [
      {
        folder: 'laravel-storage',
        what: 'writes to `storage`, with migrations as its release command',
      },
    ],
    lockFiles: [
      { files: ['composer.lock'], commands: ['composer install --no-dev'] },
      ...javascript,
    ],
    notes: [
      'The usual PHP extensions are there; `php.extensions` adds more and `php.ini` sets values.',
      '`storage` is writable and outlives releases. The rest of a release is read-only.',
      'Set `APP_KEY` as a secret. Migrations belong into `release.command`: they run in the new release before it gets visitors, and stop the deployment when they fail.',
    ],
  },
  python: {
    about: 'Flask, FastAPI and other Python applications that a command starts.',
    example: 'python-flask',
    also: [],
    lockFiles: python,
    notes: pythonNotes,
  },
  django: {
    about: 'Django with any WSGI or ASGI server.',
    example: 'django-blog',
    also: [
      { folder: 'django-worker', what: 'collected static files, a worker and a release command' },
    ],
    lockFiles: python,
    notes: [
      ...pythonNotes,
      'Set `SECRET_KEY` as a secret. In the build it has a placeholder, so that `collectstatic` runs.',
      'Migrations belong into `release.command`: they run in the new release before it gets visitors, and stop the deployment when they fail.',
    ],
  },
  ruby: {
    about: 'Rails, Sinatra and other Rack applications.',
    example: 'ruby-sinatra',
    also: [],
    lockFiles: [{ files: ['Gemfile.lock'], commands: ['bundle install'] }, ...javascript],
    notes: [
      'Gems with native parts are compiled in the build.',
      'Set `SECRET_KEY_BASE` as a secret. In the build Rails uses a dummy, so that assets can be compiled.',
    ],
  },
  go: {
    about: 'Go programs, one binary per project.',
    example: 'go-api',
    also: [],
    lockFiles: [{ files: ['go.sum'], commands: ['go build -o app .'] }],
    notes: [
      'Without `build.commands` the one main package is built; without `start.command` its binary is started.',
      'A `vendor` folder is used when there is one.',
    ],
  },
  custom: {
    about: 'Your own flake, from any folder of the repository. For people who know Nix.',
    example: 'custom-flake',
    also: [],
    lockFiles: [],
    notes: [
      '`packages.<system>.default` is built, or the package that `nix.package` names; `apps.<system>.default` or `bin/start` starts it.',
      'The flake is evaluated without privileges, with limits of time and memory. Import from derivation and `nixConfig` are off.',
      'A wrong `npmDepsHash`, `vendorHash` or `hash` is answered with the line to change.',
    ],
  },
};
