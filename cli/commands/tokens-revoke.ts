import type { Command } from 'commander';
import { UserError } from '../../lib/user-error.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { confirm } from '../output/confirm.ts';

export function tokensRevokeCommand(parent: Command, io: Io): void {
  const command = parent
    .command('revoke')
    .summary('end an API token')
    .description('Ends a token at once; what uses it is shut out.')
    .argument('<token>', 'its id or name')
    .option('-y, --yes', 'do not ask');
  defineAction<{ yes?: boolean }>(command, io, {
    examples: ['tokens revoke ci'],
    async run({ json, central }, [token = ''], options) {
      const api = await central();
      const { items } = await api.get('/api/v1/tokens');
      const isAlive = (one: (typeof items)[number]) => one.revokedAt === null;
      const named = items.filter((one) => isAlive(one) && [one.id, one.name].includes(token));
      const [found] = named;
      if (found === undefined || named.length > 1) throw unclear(token, named.length);
      const what = `Whatever uses ${found.name} is shut out at once.`;
      await confirm(io, { name: found.name, what, yes: options.yes });
      await api.delete('/api/v1/tokens/{token}', { params: { path: { token: found.id } } });
      if (json) io.json({ token: found.id, revoked: true });
      else io.print(`${io.colors.green('✓')} ${found.name} works no more`);
      return undefined;
    },
  });
}

function unclear(token: string, count: number): UserError {
  const hint = '"vpspilot tokens" shows their ids';
  return count > 1
    ? new UserError('usage', `${count} tokens are named "${token}"`, { hint })
    : new UserError('token_not_found', `There is no token "${token}"`, { hint });
}
