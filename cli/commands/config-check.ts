import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { AppConfig, ConfigProblem } from '../../lib/app-config/app-config.ts';
import { configFileName } from '../../lib/app-config/file-name.ts';
import { formatProblem } from '../../lib/app-config/format-problem.ts';
import { placeholdersOf } from '../../lib/app-config/placeholders.ts';
import type { CheckedRuntimes } from '../../lib/detect/check-runtimes.ts';
import { UserError } from '../../lib/user-error.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';

export function configCheckCommand(parent: Command, io: Io): void {
  const command = parent
    .command('check', { isDefault: true })
    .summary(`check a ${configFileName}`)
    .description(`Checks a ${configFileName} as a deployment would. Needs no server.`)
    .argument('[path]', 'the file, its folder, or - for stdin', '.');
  defineAction(command, io, {
    examples: ['config check', 'config check apps/shop', 'config check - < draft.json'],
    async run({ json }, [path = '.']) {
      const { file, content } = await readConfig(io, path);
      // Loaded here: no other command should wait for the schema.
      const { parseAppConfig } = await import('../../lib/app-config/app-config.ts');
      const { config, problems } = parseAppConfig(content);
      const runtimes = await checkVersions(config, file);
      const ok = config !== undefined && runtimes.refused.length === 0;
      if (json) {
        const secrets = config === undefined ? [] : placeholdersOf(config);
        const versions = shownVersions(runtimes);
        io.json({ ok, file, problems, secrets, ...versions, config: config ?? null });
      } else {
        for (const problem of problems)
          io.print(paint(io, formatProblem(problem, { file, text: content }), problem));
        printSummary(io, file, config, problems);
        printVersions(io, runtimes);
      }
      return ok ? 'ok' : 'failed';
    },
  });
}

/** Which versions a deployment would take: the file's own wish, or what stands in the files beside it. */
async function checkVersions(
  config: AppConfig | undefined,
  file: string,
): Promise<CheckedRuntimes> {
  if (config === undefined) return { chosen: [], refused: [] };
  const [{ checkRuntimes }, { filesOf, filesOfFolder }, { readToolchainTable }] = await Promise.all(
    [
      import('../../lib/detect/check-runtimes.ts'),
      import('../../lib/detect/source-files.ts'),
      import('../../lib/toolchains/read-table.ts'),
    ],
  );
  const today = new Date().toISOString().slice(0, 10);
  const files = file === 'stdin' ? filesOf({}) : filesOfFolder(dirname(file));
  return checkRuntimes(config, { table: readToolchainTable(), today, files });
}

function shownVersions({ chosen, refused }: CheckedRuntimes) {
  return {
    runtimes: chosen.map(({ runtime, version, source = null, notes }) => ({
      ...{ runtime, version, source, notes },
    })),
    refused: refused.map(({ code, message, hint = '' }) => ({ code, message, hint })),
  };
}

function printVersions({ colors, print }: Io, { chosen, refused }: CheckedRuntimes): void {
  const texts = chosen.map(({ runtime, version, source }) => {
    const isOwn = source === undefined || source === `runtime.${runtime}`;
    return `${runtime} ${version}${isOwn ? '' : ` (${source})`}`;
  });
  if (texts.length > 0) print(`  ${colors.dim('Runs with:')} ${texts.join(', ')}`);
  for (const note of chosen.flatMap(({ notes }) => notes)) print(`  ${colors.yellow('!')} ${note}`);
  for (const { message, hint = '' } of refused) {
    print(`${colors.red('✗')} ${message}`);
    print(`  ${colors.cyan('→')} ${hint}`);
  }
}

async function readConfig(io: Io, path: string): Promise<{ file: string; content: string }> {
  if (path === '-') return { file: 'stdin', content: await text(io.stdin) };
  try {
    const file = (await stat(path)).isDirectory() ? join(path, configFileName) : path;
    return { file, content: await readFile(file, 'utf8') };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR')
      throw new UserError('config_unreadable', `${path} cannot be read: ${code}`, { cause });
    throw new UserError('config_not_found', `There is no ${configFileName} at ${path}`, {
      hint: await hintFor(path),
      cause,
    });
  }
}

/** What `vpspilot init` would make of the folder. */
async function hintFor(path: string): Promise<string> {
  const { suggestConfig } = await import('../../lib/detect/suggest-config.ts');
  const found = suggestConfig(path);
  if (found === undefined) {
    return 'The smallest one is {"name": "My app", "type": "static"}; docs/config-reference.md has all keys';
  }
  const folder = path === '.' ? '' : ` ${path}`;
  return `It looks like ${found.framework}, type ${found.config.type}: "vpspilot init${folder}" writes the file`;
}

/** The first line in colour, the excerpt below it dimmed. */
function paint({ colors }: Io, formatted: string, { severity }: ConfigProblem): string {
  const [first = '', ...excerpt] = formatted.split('\n');
  const head = severity === 'error' ? colors.red(first) : colors.yellow(first);
  return [head, ...excerpt.map(colors.dim), ''].join('\n');
}

function printSummary(
  io: Io,
  file: string,
  config: AppConfig | undefined,
  problems: readonly ConfigProblem[],
): void {
  const { green, red, bold, dim } = io.colors;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const counts = [count(errors, 'error'), count(warnings, 'warning')]
    .filter((part) => part !== '')
    .join(', ');
  if (config === undefined) {
    io.print(`${red('✗')} ${file}: ${counts}`);
    return;
  }
  io.print(
    `${green('✓')} ${file} is fine${counts === '' ? '' : ` (${counts})`}: ${bold(config.name)}, type ${config.type}`,
  );
  const secrets = placeholdersOf(config);
  if (secrets.length > 0) io.print(`  ${dim('Secrets it needs:')} ${secrets.join(', ')}`);
}

function count(value: number, what: string): string {
  return value === 0 ? '' : `${value} ${what}${value === 1 ? '' : 's'}`;
}
