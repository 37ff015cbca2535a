import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { askSecret } from '../output/ask-secret.ts';

export function githubConnectCommand(parent: Command, io: Io): void {
  const command = parent
    .command('connect')
    .summary('connect a GitHub account')
    .description(
      'Adds a GitHub App (with --app-id) or a token. The key or token is asked for, or read from stdin.',
    )
    .argument('<name>', 'name of the connection')
    .option('--app-id <id>', 'id of a GitHub App; its private key (PEM) is read from stdin')
    .option('--api-url <url>', 'of a GitHub of your own');
  defineAction<{ appId?: string; apiUrl?: string }>(command, io, {
    examples: ['github connect acme < token.txt', 'github connect acme --app-id 12345 < key.pem'],
    async run({ json, central }, [name = ''], options) {
      const { appId, apiUrl } = options;
      const secret = await askSecret(io, appId === undefined ? 'Token' : 'Private key');
      const made = await (await central()).post('/api/v1/github/connections', {
        body: {
          name,
          ...(appId === undefined
            ? { kind: 'token' as const, token: secret }
            : { kind: 'app' as const, appId, privateKey: secret }),
          ...(apiUrl === undefined ? {} : { apiUrl }),
        },
      });
      if (json) io.json(made);
      else {
        io.print(`${io.colors.green('✓')} Connected as ${io.colors.bold(made.name)}`);
        io.print(`  Use it: vpspilot projects update <project> --github ${made.name}`);
      }
      return undefined;
    },
  });
}
