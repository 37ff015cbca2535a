import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { UserError } from '../../lib/user-error.ts';
import { createCentral } from '../api/client.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { askHidden, askLine } from '../output/ask.ts';
import { readLogin, serverAddress, writeLogin } from '../settings.ts';

export function loginCommand(parent: Command, io: Io): void {
  const command = parent
    .command('login')
    .summary('say which central to talk to, and as whom')
    .description(
      'Checks an API token with central and keeps both in ~/.config/vpspilot/config.json, readable by you only.',
    )
    .argument('[server]', 'address of central')
    .option('--token-stdin', 'read the token from stdin instead of asking');
  defineAction<{ tokenStdin?: boolean }>(command, io, {
    examples: [
      'login https://central.example.org',
      'login localhost:8000 --token-stdin < token.txt',
    ],
    async run({ json }, [given], { tokenStdin = false }) {
      const server = serverAddress(given ?? (await currentServer(io)));
      const token = tokenStdin ? (await text(io.stdin)).trim() : await askToken(io, server);
      if (!/^[\x21-\x7E]+$/.test(token)) {
        throw new UserError('usage', 'That is not a token', {
          hint: 'A token is one word that begins with vpp_',
        });
      }
      const me = await createCentral({ server, token }).get('/api/v1/me');
      const path = await writeLogin(io.env, { server, token });
      if (json) io.json({ server, ...me, settings: path });
      else
        io.print(
          `${io.colors.green('✓')} Logged in at ${server} as ${io.colors.bold(me.actor ?? 'you')}, ${me.role ?? ''}`,
        );
      return undefined;
    },
  });
}

async function currentServer(io: Io): Promise<string> {
  const { server } = await readLogin(io.env);
  if (server !== undefined) return server;
  if (!io.stdin.isTTY) {
    throw new UserError('usage', 'Which central?', {
      hint: 'vpspilot login https://central.example.org',
    });
  }
  return askLine(io, 'Address of central: ');
}

function askToken(io: Io, server: string): Promise<string> {
  if (io.stdin.isTTY) return askHidden(io, `API token for ${server}: `);
  throw new UserError('usage', 'There is no terminal to ask for the token', {
    hint: 'Pass it with --token-stdin: vpspilot login --token-stdin < token.txt',
  });
}
