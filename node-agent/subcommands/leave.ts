import { createInterface } from 'node:readline/promises';
import { UserError } from '../../lib/user-error.ts';
import { createCentralClient } from '../adapters/central-client.ts';
import { readIdentity } from '../adapters/identity-file.ts';
import { leave } from '../install/leave.ts';
import type { AgentSettings } from '../settings.ts';

/** Takes away everything that vpspilot brought to this machine. */
export async function leaveCentral(
  settings: AgentSettings,
  { purge, yes }: { purge?: boolean | undefined; yes?: boolean | undefined },
): Promise<void> {
  const identity = await readIdentity(settings.stateDirectory).catch(() => undefined);
  if (yes !== true) await askFirst(identity?.nodeName ?? 'this machine', settings.root);
  await leave({
    ...settings,
    purge: purge === true,
    tellCentral: async () => {
      if (identity === undefined) throw new Error('this machine has no identity');
      const client = createCentralClient(identity);
      await client.leave().finally(client.close);
    },
    say,
  });
}

async function askFirst(name: string, root: string): Promise<void> {
  say(`This stops every application of ${name} and deletes their data in ${root}, and the agent.`);
  if (!process.stdin.isTTY) {
    throw new UserError('not_confirmed', 'Nobody is here to confirm this', {
      hint: 'vpspilot agent leave --yes',
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Type ${name} to go on: `).finally(() => terminal.close());
  if (answer.trim() !== name) throw new UserError('not_confirmed', 'Nothing was changed');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
