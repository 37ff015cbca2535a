import { join } from 'node:path';
import { runCommand } from '../../lib/run-command.ts';
import { type AgentProgram, agentFromSource } from '../bundle/agent-program.ts';
import type { Api, NodeView } from './api.ts';
import type { PlatformFolders } from './folders.ts';
import type { ManagedProcess, ProcessStarter } from './managed-process.ts';
import { pathExists } from './path-exists.ts';
import { until } from './until.ts';

export interface Agent {
  process: ManagedProcess;
  node: NodeView;
}

export interface AgentOptions {
  nodeName: string;
  appPort: number;
  caddyAdmin: string;
  serviceManager: string;
  toolchains: string;
  /** Default: its sources. */
  program?: AgentProgram;
  /** More of its VPSPILOT_AGENT_* variables. */
  settings?: Readonly<Record<string, string>>;
}

/** Enrols this machine with a join token the first time, starts the agent, waits for its connection. */
export async function startAgent(
  start: ProcessStarter,
  folders: PlatformFolders,
  api: Api,
  options: AgentOptions,
): Promise<Agent> {
  if (!(await pathExists(join(folders.agentState, 'identity.json')))) {
    await joinNode(folders, api, options);
  }
  const agent = spawnAgent(start, folders, options);
  const node = await until(agent, 'connected', () => connectedNode(api, options.nodeName));
  return { process: agent, node };
}

/** Makes this machine a node, or once more the node that it was. */
export async function joinNode(
  folders: PlatformFolders,
  api: Api,
  options: AgentOptions,
): Promise<void> {
  const { nodeName, program = agentFromSource } = options;
  const { token } = await api.call<{ token: string }>('POST', '/nodes/join-tokens', { nodeName });
  const env = { ...program.env, ...agentEnvironment(folders, options) };
  await runCommand([...program.command, 'join', '--token', token], { env });
}

/** Starts the agent, whatever becomes of it. */
export function spawnAgent(
  start: ProcessStarter,
  folders: PlatformFolders,
  options: AgentOptions,
): ManagedProcess {
  const { program = agentFromSource } = options;
  return start({
    name: 'agent',
    command: [...program.command, 'run'],
    env: { ...program.env, ...agentEnvironment(folders, options) },
    logFile: join(folders.logs, 'agent.log'),
    // It ends the applications first.
    graceMs: 15_000,
  });
}

async function connectedNode(api: Api, name: string): Promise<NodeView | undefined> {
  const { items } = await api.call<{ items: NodeView[] }>('GET', '/nodes');
  return items.find((node) => node.name === name && node.connected);
}

function agentEnvironment(folders: PlatformFolders, options: AgentOptions) {
  return {
    VPSPILOT_AGENT_ROOT: folders.node,
    VPSPILOT_AGENT_STATE_DIRECTORY: folders.agentState,
    VPSPILOT_AGENT_PROFILES_DIRECTORY: folders.profiles,
    VPSPILOT_AGENT_SERVICE_MANAGER: options.serviceManager,
    VPSPILOT_AGENT_TOOLCHAINS: options.toolchains,
    // What is tried out here is one's own; nobody should need a kernel for it.
    VPSPILOT_AGENT_SANDBOX: 'when-possible',
    VPSPILOT_AGENT_CADDY_ADMIN: options.caddyAdmin,
    VPSPILOT_AGENT_HTTP_PORT: String(options.appPort),
    VPSPILOT_AGENT_HTTPS_PORT: '0',
    VPSPILOT_AGENT_ALLOW_LOCAL_REPOSITORIES: 'true',
    VPSPILOT_AGENT_STOP_APPS_ON_EXIT: 'true',
    ...options.settings,
  };
}
