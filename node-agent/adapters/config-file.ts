import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configFileName as name } from '../../lib/app-config/file-name.ts';
import { UserError } from '../../lib/user-error.ts';
import { readToolchainTable } from './toolchain-table.ts';

/** Far above any real one; a larger file is a mistake or an attack on the parser. */
const largestBytes = 1024 * 1024;

/**
 * Text of a tree's config file. Where there is none, `tell` gets the one that would build what is there.
 *
 * @throws UserError `config_missing`, `config_invalid` when it is no plain file or too large
 */
export async function readConfigFile(
  directory: string,
  { slug, tell }: { slug: string; tell(line: string): void },
): Promise<string> {
  const file = join(directory, name);
  const found = await lstat(file).catch(() => undefined);
  if (found === undefined) throw await missing(directory, slug, tell);
  if (!found.isFile()) throw new UserError('config_invalid', `${name} is not a plain file`);
  if (found.size > largestBytes) {
    throw new UserError('config_invalid', `${name} is larger than 1 MB`);
  }
  return readFile(file, 'utf8');
}

async function missing(directory: string, slug: string, tell: (line: string) => void) {
  // Loaded only here: nearly every repository has its file.
  const { suggestConfig } = await import('../../lib/detect/suggest-config.ts');
  const table = readToolchainTable();
  const suggestion = suggestConfig(directory, { table, folderName: slug });
  const message = `The repository has no ${name} at its top`;
  if (suggestion === undefined) {
    return new UserError('config_missing', message, {
      hint: 'The smallest one: { "name": "my-app", "type": "nodejs", "start": { "command": "npm start" } }',
    });
  }
  const { framework, config, guesses, warnings, text } = suggestion;
  tell(`There is no ${name}. For what is here (${framework}) this one would do:`);
  for (const line of text.trimEnd().split('\n')) tell(line);
  for (const { key, value, because } of guesses) tell(`${key}: ${value} (${because})`);
  for (const warning of warnings) tell(warning);
  return new UserError('config_missing', message, {
    hint: `It looks like ${framework}, type ${config.type}. The log has a file for it, and "vpspilot init" writes it: commit and push it`,
  });
}
