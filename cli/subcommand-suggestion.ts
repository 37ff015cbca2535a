import type { Command } from 'commander';
import { nearest } from '../lib/app-config/nearest.ts';
import { UserError } from '../lib/user-error.ts';

/**
 * `secrets lst` is `secrets list` of the project "lst". When there is no such project, a subcommand
 * that is spelled nearly like it was meant.
 */
export function withSuggestion(error: unknown, command: Command): unknown {
  const group = command.parent;
  if (!(error instanceof UserError) || error.code !== 'project_not_found' || group === null)
    return error;
  const [word = ''] = group.args;
  const near = nearest(
    word,
    group.commands.map((one) => one.name()),
  );
  if (near === undefined || near === word || group.parent === null) return error;
  return new UserError(error.code, `There is neither a command nor a project "${word}"`, {
    cause: error,
    hint: `Did you mean "vpspilot ${group.name()} ${near}"?`,
  });
}
