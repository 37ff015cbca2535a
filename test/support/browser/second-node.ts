import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../lib/run-command.ts';
import { agentFromSource } from '../../../scripts/bundle/agent-program.ts';
import { type AgentOptions, spawnAgent } from '../../../scripts/platform/agent.ts';
import { platformFolders } from '../../../scripts/platform/folders.ts';
import { startProcess } from '../../../scripts/platform/managed-process.ts';
import type { Platform } from '../../../scripts/platform/start.ts';

/** Joins with the token of a line that somebody has copied, and runs the agent; returns what ends it. */
export async function joinSecondNode(
  platform: Platform,
  line: string,
): Promise<() => Promise<void>> {
  const token = /--token[ =]'?([^\s']+)/.exec(line)?.[1];
  if (token === undefined) throw new Error(`no token in ${line}`);
  const folders = platformFolders(join(platform.folders.root, 'bergen'));
  await mkdir(folders.logs, { recursive: true });
  const options: AgentOptions = {
    nodeName: 'bergen',
    appPort: 9,
    // It has no router: nothing is deployed to it.
    caddyAdmin: 'http://127.0.0.1:9',
    serviceManager: 'process',
    toolchains: 'offline',
  };
  const env = {
    ...agentFromSource.env,
    VPSPILOT_AGENT_ROOT: folders.node,
    VPSPILOT_AGENT_STATE_DIRECTORY: folders.agentState,
  };
  await runCommand([...agentFromSource.command, 'join', '--token', token], { env });
  const agent = spawnAgent(startProcess, folders, options);
  return () => agent.stop();
}
