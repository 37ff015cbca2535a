import type { Command } from 'commander';
import { changeSecrets, type SecretOptions, secretOptions } from '../change-secrets.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';

export function secretsUnsetCommand(parent: Command, io: Io): void {
  const command = secretOptions(
    parent
      .command('unset')
      .summary('remove secrets')
      .description('Removes secrets and starts the live release again without them, without a gap.')
      .argument('<project>', 'name of the project')
      .argument('<KEY...>', 'names of the secrets'),
  );
  defineAction<SecretOptions>(command, io, {
    examples: ['secrets unset shop OLD_API_KEY'],
    run: (session, [project = '', ...unset], options) =>
      changeSecrets(session, project, { unset }, options),
  });
}
