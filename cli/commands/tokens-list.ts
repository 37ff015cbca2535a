import type { Command } from 'commander';
import type { ApiToken } from '../../lib/api/openapi.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { ageText } from '../output/deployment-text.ts';
import { printTable } from '../output/table.ts';

export function tokensListCommand(parent: Command, io: Io): void {
  const command = parent
    .command('list', { isDefault: true })
    .summary('list API tokens')
    .description(
      'Lists your API tokens; admins see everybody’s. What a token is, nobody sees again.',
    );
  defineAction(command, io, {
    examples: ['tokens'],
    async run({ json, central }) {
      const found = await (await central()).get('/api/v1/tokens');
      if (json) io.json(found);
      else
        printTable(
          io,
          ['NAME', 'ROLE', 'PROJECT', 'MAY', 'EXPIRES', 'USED', 'ID'],
          found.items.map((token) => row(io, token)),
        );
      return undefined;
    },
  });
}

function row(io: Io, token: ApiToken) {
  const isAlive = token.revokedAt === null;
  return [
    { text: token.name, paint: isAlive ? io.colors.bold : io.colors.dim },
    isAlive ? token.role : 'revoked',
    token.project ?? 'all',
    token.scopes.length === 0 ? 'all of it' : token.scopes.join(' '),
    token.expiresAt?.slice(0, 10) ?? 'never',
    ageText(token.lastUsedAt),
    token.id,
  ];
}
