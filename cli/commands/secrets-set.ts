import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { UserError } from '../../lib/user-error.ts';
import { changeSecrets, type SecretOptions, secretOptions } from '../change-secrets.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { askHidden } from '../output/ask.ts';
import { parseAssignments } from '../parse-assignments.ts';

interface Options extends SecretOptions {
  stdin?: boolean;
  file?: string;
}

export function secretsSetCommand(parent: Command, io: Io): void {
  const command = secretOptions(
    parent
      .command('set')
      .summary('set secrets')
      .description(
        'Sets secrets and starts the live release again with them, without a gap. A value on the command line stays in the history of your shell: KEY=- asks for it, or reads it from stdin.',
      )
      .argument('<project>', 'name of the project')
      .argument('[KEY=VALUE...]', 'KEY=VALUE, or KEY=- to be asked')
      .option('--stdin', 'read KEY=VALUE lines (a .env file) from stdin')
      .option('-f, --file <path>', 'read KEY=VALUE lines (a .env file) from a file'),
  );
  defineAction<Options>(command, io, {
    examples: [
      'secrets set shop DATABASE_URL=-',
      'secrets set shop TLS_KEY=- < key.pem',
      'secrets set shop --file .env.production --no-deploy',
    ],
    async run(session, [project = '', ...assignments], options) {
      const set = {
        ...(await fromFiles(io, options)),
        ...(await fromArguments(io, assignments, options)),
      };
      if (Object.keys(set).length === 0) {
        throw new UserError('usage', 'There is nothing to set', {
          hint: `vpspilot secrets set ${project} KEY=-`,
        });
      }
      return changeSecrets(session, project, { set }, options);
    },
  });
}

async function fromFiles(io: Io, { file, stdin }: Options): Promise<Record<string, string>> {
  const fromFile = file === undefined ? {} : parseAssignments(await readText(file), file);
  const fromStdin = stdin === true ? parseAssignments(await text(io.stdin), 'stdin') : {};
  return { ...fromFile, ...fromStdin };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UserError('file_not_found', `${path} cannot be read`, { cause });
  }
}

async function fromArguments(
  io: Io,
  assignments: readonly string[],
  { stdin }: Options,
): Promise<Record<string, string>> {
  const pairs = assignments.map(splitAssignment);
  const asked = pairs.filter(([, value]) => value === '-').map(([key]) => key);
  if (asked.length > 0 && !io.stdin.isTTY) checkStdin(asked, stdin === true);
  const set: Record<string, string> = {};
  for (const [key, value] of pairs) set[key] = value === '-' ? await askValue(io, key) : value;
  return set;
}

function splitAssignment(text: string): [key: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UserError('usage', `"${text.slice(0, 20)}" is not KEY=VALUE`, {
    hint: 'Write KEY=VALUE, or KEY=- to be asked for the value',
  });
}

function checkStdin(asked: readonly string[], isTaken: boolean): void {
  if (!isTaken && asked.length === 1) return;
  throw new UserError('usage', 'Only one value can come from stdin', {
    hint: 'Use --stdin or --file with KEY=VALUE lines for several',
  });
}

/** Typed unseen at a terminal; otherwise all of stdin, less the line break that tools put at its end. */
async function askValue(io: Io, key: string): Promise<string> {
  if (io.stdin.isTTY) return askHidden(io, `${key}: `);
  return (await text(io.stdin)).replace(/\r?\n$/, '');
}
