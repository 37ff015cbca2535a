import type { Detection } from '../../lib/detect/detect-project.ts';
import { displayWidth, padColumns } from '../../lib/terminal-text.ts';
import type { Io } from '../io.ts';

/** One line for each value, with its reason: "start  npm start  package.json scripts.start". */
export function printGuesses({ colors, note }: Io, { guesses, warnings }: Detection): void {
  const keys = Math.max(...guesses.map(({ key }) => displayWidth(key)));
  for (const { key, value, because } of guesses) {
    note(`  ${colors.dim(padColumns(key, keys))}  ${value}  ${colors.dim(`— ${because}`)}`);
  }
  for (const warning of warnings) note(`  ${colors.yellow('!')} ${warning}`);
}
