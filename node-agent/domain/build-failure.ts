import { UserError } from '../../lib/user-error.ts';
import { explanationOf } from './failures/explain.ts';
import type { Stage } from './failures/explanation.ts';

export interface BuildFailure {
  /** What Nix itself said. */
  errors: readonly string[];
  /** What the commands printed last. */
  lastLines: readonly string[];
}

/** Makes the error a person sees from what Nix and the commands said. */
export function buildFailure(
  { errors, lastLines }: BuildFailure,
  stage: Extract<Stage, 'build' | 'test'> = 'build',
): UserError {
  const at = lastLines.findLastIndex((line) => line.startsWith('$ '));
  const command = lastLines[at]?.slice(2);
  // What earlier commands said is no reason: they ended well.
  const said = lastLines.slice(at + 1).filter((line) => line.trim() !== '');
  const cause = explanationOf({ stage, said, errors });
  return new UserError(
    stage === 'test' ? testCode(cause?.code) : (cause?.code ?? 'build_failed'),
    failureText(stage, command, said, errors),
    cause === undefined ? {} : { hint: cause.hint },
  );
}

/** What tests print may be about anything, so only what is surely not theirs has a code of its own. */
function testCode(cause: string | undefined): string {
  return cause === 'disk_full' || cause === 'sandbox_unavailable' ? cause : 'tests_failed';
}

/** How many lines of a command's own words are repeated. */
const shownLines = 10;

/** The command that failed and what it said last; what Nix said when no command ran. */
function failureText(
  stage: Stage,
  command: string | undefined,
  said: readonly string[],
  errors: readonly string[],
): string {
  const tail = said.slice(-shownLines).join('\n');
  if (command !== undefined) return `"${command}" failed${tail === '' ? '' : `:\n${tail}`}`;
  return `The ${stage === 'test' ? 'tests' : 'build'} failed: ${tail === '' ? errorLines(errors).join('\n') : tail}`;
}

/** The lines of Nix' errors that say something, without traces through nixpkgs. */
function errorLines(errors: readonly string[]): string[] {
  const lines = errors.flatMap((text) => text.split('\n'));
  return lines.filter((line) => /^\s*error: ./.test(line)).slice(-5);
}
