import { hostname } from 'node:os';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { UserError } from '../../lib/user-error.ts';
import { createCentral } from '../api/client.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { askHidden, askLine } from '../output/ask.ts';
import { readLogin, serverAddress, writeLogin } from '../settings.ts';
import { tokenBySigningIn } from '../sign-in.ts';

export function loginCommand(parent: Command, io: Io): void {
  const command = parent
    .command('login')
    .summary('say which central to talk to, and as whom')
    .description(
      'Checks an API token with central and keeps both in ~/.config/vpspilot/config.json, readable by you only.',
    )
    .argument('[server]', 'address of central')
    .option('--token-stdin', 'read the token from stdin instead of asking')
    .option('-e, --email <address>', 'sign in with a password and make a token of its own')
    .option('--name <name>', 'keep it under this name (default: the host name)');
  defineAction<Options>(command, io, {
    examples: [
      'login https://central.example.org',
      'login localhost:8000 --token-stdin < token.txt',
      'login staging.example.org --email ada@example.org --name staging',
    ],
    async run({ json }, [given], { tokenStdin = false, email, name }) {
      const server = serverAddress(given ?? (await currentServer(io)));
      const token = await tokenFor(io, server, { tokenStdin, email });
      if (!/^[\x21-\x7E]+$/.test(token)) {
        throw new UserError('usage', 'That is not a token', {
          hint: 'A token is one word that begins with vpp_',
        });
      }
      const me = await createCentral({ server, token }).get('/api/v1/me');
      const path = await writeLogin(io.env, { server, token }, name);
      if (json) io.json({ server, ...me, settings: path });
      else
        io.print(
          `${io.colors.green('✓')} Logged in at ${server} as ${io.colors.bold(me.actor ?? 'you')}, ${me.role ?? ''}`,
        );
      return undefined;
    },
  });
}

interface Options {
  tokenStdin?: boolean;
  email?: string;
  name?: string;
}

async function tokenFor(
  io: Io,
  server: string,
  { tokenStdin, email }: { tokenStdin: boolean; email: string | undefined },
): Promise<string> {
  if (tokenStdin) return (await text(io.stdin)).trim();
  if (email === undefined) return askToken(io, server);
  if (!io.stdin.isTTY) {
    throw new UserError('usage', 'There is no terminal to ask for the password', {
      hint: 'Make a token in the dashboard, and pass it with --token-stdin',
    });
  }
  const password = await askHidden(io, `Password of ${email}: `);
  const code = () => askLine(io, 'Code of your authenticator app (or a recovery code): ');
  return tokenBySigningIn(server, { email, password, code }, tokenName());
}

/** Which machine has it, for whoever looks through the tokens. */
function tokenName(): string {
  return `cli-${hostname().replace(/[^\w.-]/g, '-')}`.slice(0, 60);
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
