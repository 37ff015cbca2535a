/**
 * The one schema of config.vpspilot.json. Validation, editor support (schema/) and the reference
 * (docs/config-reference.md) come from it; descriptions are Markdown.
 */
import * as z from 'zod';
import { block, command, environmentKey, line, list, pathInTree } from './rules.ts';
import * as sections from './schema-sections.ts';

const projectTypes = [
  'laravel',
  'nodejs',
  'go',
  'python',
  'django',
  'static',
  'ruby',
  'custom',
] as const;

/** A key or value of an environment. */
const environment = z
  .record(
    z
      .string()
      .regex(environmentKey, 'expected a variable name: letters, digits and _, no digit first'),
    block('text, a number or a boolean', 32_768),
    'expected an object of variables',
  )
  .refine((env) => Object.keys(env).length <= 500, 'expected at most 500 variables');

export const appConfigSchema = z.strictObject({
  $schema: line('the address of a JSON Schema', 500)
    .meta({ description: 'For editors: the address of the JSON Schema. vpspilot ignores it.' })
    .exactOptional(),
  name: line('a name', 100).meta({
    description: 'What people call the project: any text of at most 100 characters.',
    examples: ['My Laravel App'],
  }),
  description: block('text', 1_000).meta({ description: 'For people only.' }).exactOptional(),
  type: z.enum(projectTypes).meta({
    description:
      'Which template builds the project. `custom` uses your own flake (`nix.flake_file`).',
    examples: ['nodejs'],
  }),
  runtime: sections.runtime.prefault({}),
  build: z
    .strictObject({
      commands: list('commands', command(), 50)
        .meta({
          description:
            'Commands that make the application, in this order, each in the source folder. They run in a sandbox without network; dependencies named in the lock file are there.',
          examples: [['npm ci', 'npm run build']],
        })
        .default([]),
      output_dir: pathInTree('a folder')
        .meta({
          description:
            'Folder that the build makes and that is to be served; otherwise the usual names are tried.',
          examples: ['dist'],
        })
        .exactOptional(),
      env: environment
        .meta({
          description:
            'Variables for the build commands. Public: they become part of the build, so no `{{NAME}}` here.',
          examples: [{ VITE_API_URL: '/api' }],
        })
        .default({}),
    })
    .meta({ description: 'How the application is built.' })
    .prefault({}),
  test: z
    .strictObject({
      command: command().meta({
        description: 'Runs after the build; an exit code other than 0 stops the deployment.',
        examples: ['npm test'],
      }),
    })
    .meta({ description: 'Optional test run before anything is started.' })
    .exactOptional(),
  release: z
    .strictObject({
      command: command().meta({
        description:
          'Runs in the new release, with its environment, before it starts: database migrations, for example.',
        examples: ['php artisan migrate --force'],
      }),
    })
    .meta({ description: 'Optional command of the release.' })
    .exactOptional(),
  start: sections.start.prefault({}),
  healthcheck: sections.healthcheck.prefault({}),
  env: environment
    .meta({
      description:
        'Variables of the running application: text, or exactly `{{NAME}}` for the secret of that name. `PORT` and `VPSPILOT_*` are set by vpspilot.',
      examples: [{ NODE_ENV: 'production', DATABASE_URL: '{{DATABASE_URL}}' }],
    })
    .default({}),
  resources: sections.resources.prefault({}),
  storage: list('folders', pathInTree('a folder'), 100)
    .meta({
      description:
        'Folders the application may write to. They outlive releases; everything else is read-only. Type `laravel`: `storage` is always one of them.',
      examples: [['storage', 'public/uploads']],
    })
    .default([]),
  php: sections.php.prefault({}),
  nix: sections.nix.prefault({}),
  database: sections.database.exactOptional(),
  cache: sections.cache.exactOptional(),
  backups: sections.backups.exactOptional(),
  logs: list('paths', line('a path', 300), 100)
    .meta({ description: 'Log files or folders of the application. Kept, not used yet.' })
    .default([]),
  commands: sections.commands.default([]),
  monitoring: sections.monitoring.exactOptional(),
});
