import { UserError } from '../../lib/user-error.ts';
import type { Io } from '../io.ts';
import { askLine } from './ask.ts';

/**
 * Has the name of what is about to go typed by hand; `--yes` says it beforehand. Without a terminal
 * nobody is asked.
 *
 * @throws UserError usage, when it was not confirmed
 */
export async function confirm(
  io: Io,
  { name, what, yes }: { name: string; what: string; yes: boolean | undefined },
): Promise<void> {
  if (yes === true) return;
  if (!io.stdin.isTTY) {
    throw new UserError('usage', `${what} Nobody is there to confirm it`, {
      hint: 'Say so with --yes',
    });
  }
  io.note(`${io.errorColors.yellow('!')} ${what}`);
  const typed = await askLine(io, `Type ${io.errorColors.bold(name)} to go on: `);
  if (typed === name) return;
  throw new UserError('usage', 'That is not its name; nothing was changed');
}
