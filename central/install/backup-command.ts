import { parseArgs } from 'node:util';
import { UserError } from '../../lib/user-error.ts';
import type { Settings } from '../config/settings.ts';
import { backUpCentral, backupUsage, restoreCentral } from './backup.ts';

/** `vpspilot central backup` and `restore`. Error: usage, and what stands in the way. */
export async function runBackupCommand(
  command: 'backup' | 'restore',
  args: readonly string[],
  settings: () => Promise<Settings>,
  say: (line: string) => void,
): Promise<void> {
  const { values, positionals } = parse(args);
  if (values.help === true) return say(backupUsage.trimEnd());
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) {
    throw new UserError('usage', `${command} takes one folder`, { hint: backupUsage });
  }
  if (command === 'restore')
    return restoreCentral(await settings(), { folder, now: new Date() }, say);
  await backUpCentral(await settings(), { folder, keys: values['no-keys'] !== true }, say);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, 'no-keys': { type: 'boolean' } },
    });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new UserError('usage', said, { cause, hint: backupUsage });
  }
}
