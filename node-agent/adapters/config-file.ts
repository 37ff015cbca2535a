import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../lib/user-error.ts';

const name = 'config.vpspilot.json';
/** Far above any real one; a larger file is a mistake or an attack on the parser. */
const largestBytes = 1024 * 1024;

/** @throws UserError `config_missing`, `config_invalid` when it is no plain file or too large */
export async function readConfigFile(directory: string): Promise<string> {
  const file = join(directory, name);
  const found = await lstat(file).catch(() => undefined);
  if (found === undefined) {
    throw new UserError('config_missing', `The repository has no ${name} at its top`, {
      hint: 'The smallest one: { "name": "my-app", "type": "nodejs", "start": { "command": "npm start" } }',
    });
  }
  if (!found.isFile()) throw new UserError('config_invalid', `${name} is not a plain file`);
  if (found.size > largestBytes) {
    throw new UserError('config_invalid', `${name} is larger than 1 MB`);
  }
  return readFile(file, 'utf8');
}
