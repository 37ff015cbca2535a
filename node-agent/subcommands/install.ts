import { readStatus } from '../adapters/agent-status.ts';
import { readIdentity } from '../adapters/identity-file.ts';
import { completeSettingsFile, installAgent } from '../install/install.ts';
import { join } from '../join.ts';
import type { AgentSettings } from '../settings.ts';

/** Makes this machine a node that survives reboots, or brings a node up to date. */
export async function installNode(
  settings: AgentSettings,
  { token }: { token?: string | undefined },
): Promise<void> {
  const { root, stateDirectory, httpPort, httpsPort } = settings;
  await completeSettingsFile();
  await installAgent({
    token,
    root,
    stateDirectory,
    ports: [httpPort, httpsPort].filter((port) => port > 0),
    program: { node: process.execPath, script: process.argv[1] ?? '' },
    isJoined: async () => (await readIdentity(stateDirectory)) !== undefined,
    join: async (text) => {
      const { nodeName, central } = await join(settings, { token: text });
      say(`This machine is now node ${nodeName} of ${central}`);
    },
    isConnected: async () => (await readStatus(stateDirectory))?.connected === true,
    say,
  });
  const identity = await readIdentity(stateDirectory);
  say(`Node ${identity?.nodeName} is connected to ${identity?.central}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
