import { stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { configFileName } from '../../lib/app-config/file-name.ts';
import type { Suggestion } from '../../lib/detect/suggest-config.ts';
import { UserError } from '../../lib/user-error.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { printGuesses } from '../output/guesses.ts';

interface Options {
  type?: string;
  dryRun?: boolean;
  force?: boolean;
}

const types = ['laravel', 'nodejs', 'go', 'python', 'django', 'static', 'ruby', 'custom'];

export function initCommand(parent: Command, io: Io): void {
  const command = parent
    .command('init')
    .summary(`write a ${configFileName} for the project in a folder`)
    .description(
      `Looks at the project in a folder and writes a ${configFileName} that builds it, with the reason for each line. Needs no server.`,
    )
    .argument('[folder]', 'the folder of the project', '.')
    .addOption(new Option('--type <type>', 'take this template, whatever is found').choices(types))
    .option('--dry-run', 'show it, write nothing')
    .option('--force', 'write over a file that is there');
  defineAction<Options>(command, io, {
    examples: ['init', 'init apps/shop --dry-run', 'init --type nodejs', 'init --json --dry-run'],
    async run({ json }, [folder = '.'], options) {
      const file = join(folder, configFileName);
      await checkPlace(folder, file, options);
      const suggestion = await suggest(folder, options.type);
      const written = options.dryRun !== true;
      if (written) await write(file, suggestion.text, options.force === true);
      if (json) {
        const { config, framework, guesses, warnings } = suggestion;
        io.json({ file, written, framework, config, guesses, warnings });
      } else {
        show(io, file, suggestion, written);
      }
      return undefined;
    },
  });
}

async function checkPlace(folder: string, file: string, { force, dryRun }: Options): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw new UserError('folder_not_found', `There is no folder ${folder}`, {
      hint: 'Name the folder that holds the project',
    });
  }
  const there = await stat(file).catch(() => undefined);
  if (there !== undefined && force !== true && dryRun !== true) throw exists(file);
}

async function suggest(folder: string, type: string | undefined): Promise<Suggestion> {
  // Loaded here: no other command should wait for it.
  const { suggestConfig } = await import('../../lib/detect/suggest-config.ts');
  const suggestion = suggestConfig(folder, type === undefined ? {} : { type });
  if (suggestion !== undefined) return suggestion;
  const name = basename(resolve(folder));
  throw new UserError(
    'project_not_recognised',
    `Nothing in ${name} tells what kind of project it is`,
    {
      hint: `Say it: vpspilot init --type nodejs (or ${types.filter((one) => one !== 'nodejs').join(', ')}); the smallest file is {"name": "My app", "type": "static"}`,
    },
  );
}

async function write(file: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists(file);
    throw new UserError('config_unwritable', `${file} cannot be written: ${code}`, { cause });
  }
}

function exists(file: string): UserError {
  return new UserError('config_exists', `${file} is there already, and is left as it is`, {
    hint: '--dry-run shows what would be written, --force writes over it',
  });
}

function show(io: Io, file: string, suggestion: Suggestion, written: boolean): void {
  const { green, bold } = io.colors;
  io.note(`${bold(suggestion.framework)}, type ${suggestion.config.type}`);
  printGuesses(io, suggestion);
  io.note('');
  if (!written) io.print(suggestion.text.trimEnd());
  else io.print(`${green('✓')} ${file} written. Look through it, commit it and push.`);
}
