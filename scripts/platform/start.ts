import { mkdir } from 'node:fs/promises';
import { UserError } from '../../lib/user-error.ts';
import { bundledAgent } from '../bundle/agent-program.ts';
import { type Agent, startAgent } from './agent.ts';
import { Api, type NodeView } from './api.ts';
import { type Caddy, startCaddy } from './caddy.ts';
import { type Central, startCentral } from './central.ts';
import { type PlatformFolders, platformFolders } from './folders.ts';
import { freePort } from './free-ports.ts';
import { type ProcessOptions, type ProcessStarter, startProcess } from './managed-process.ts';
import { letGo, noteChild, takeOver } from './running.ts';
import { type PlatformState, readState, writeState } from './state.ts';

export interface PlatformOptions {
  folder: string;
  nodeName: string;
  /** Port of the applications; default: chosen free. */
  appPort?: number | undefined;
  serviceManager: 'auto' | 'systemd' | 'process';
  toolchains: 'auto' | 'nixpkgs' | 'offline';
  centralSettings?: Readonly<Record<string, string>>;
  /** Told when a part is ready, with what is worth knowing of it. */
  onReady(part: string, tookMs: number, what: string): void;
  /** Ends the start; what has started by then is stopped. */
  signal: AbortSignal;
}

/** A whole vpspilot on this machine: central, Caddy and one agent, each a process of its own. */
export interface Platform {
  readonly folders: PlatformFolders;
  readonly api: Api;
  readonly central: Central;
  readonly node: NodeView;
  /** Where the applications answer. */
  readonly app: { address: string; port: number };
  /** Where somebody looks when the agent does not do what it should. */
  readonly agentLog: string;
  agentResidentBytes(): Promise<number>;
  readonly state: PlatformState;
  save(changes: Partial<PlatformState>): Promise<void>;
  /** Rejects as soon as one of its processes ends by itself. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

const preferredPorts = { app: 8080, api: 8000, grpc: 50_051, caddyAdmin: 2019 };

/** Starts everything, or nothing: when a part fails, those before it are stopped again. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const folders = platformFolders(options.folder);
  await mkdir(folders.root, { recursive: true, mode: 0o711 });
  await takeOver(folders);
  await using started = new AsyncDisposableStack();
  started.defer(() => letGo(folders));
  const start = (what: ProcessOptions) => {
    const process = startProcess(what);
    noteChild(folders, process.pid);
    started.defer(() => process.stop());
    return process;
  };

  const state = await stateWithPorts(folders, options.appPort);
  await writeState(folders, state);
  const parts = await Promise.race([
    startParts(start, folders, state, options),
    rejectedBy(options.signal),
  ]);
  const { api, central, caddy, agent } = parts;
  const kept = started.move();
  return {
    ...{ folders, state, api, central },
    node: agent.node,
    app: { address: '127.0.0.1', port: state.ports.app },
    agentLog: agent.process.logFile,
    agentResidentBytes: async () => agent.process.residentBytes(),
    failed: Promise.race([central.process.failed, caddy.process.failed, agent.process.failed]),
    async save(changes) {
      Object.assign(state, changes);
      await writeState(folders, state);
    },
    stop: () => kept.disposeAsync(),
  };
}

interface Parts {
  api: Api;
  central: Central;
  caddy: Caddy;
  agent: Agent;
}

/** Central and Caddy at the same time, then the agent, which needs both. */
async function startParts(
  start: ProcessStarter,
  folders: PlatformFolders,
  state: PlatformState,
  options: PlatformOptions,
): Promise<Parts> {
  const began = Date.now();
  const tell = (part: string, what: string) => options.onReady(part, Date.now() - began, what);
  const [program, central, caddy] = await Promise.all([
    bundledAgent(),
    startCentral(start, folders, state, options.centralSettings ?? {}),
    startCaddy(start, folders, preferredPorts.caddyAdmin),
  ]);
  tell('central', central.url);
  tell('caddy', `port ${state.ports.app}`);
  state.adminToken = central.adminToken;
  await writeState(folders, state);
  const api = new Api(central.url, central.adminToken);
  const agent = await startAgent(start, folders, api, {
    nodeName: options.nodeName,
    appPort: state.ports.app,
    caddyAdmin: caddy.admin,
    serviceManager: options.serviceManager,
    toolchains: options.toolchains,
    program,
  });
  tell('agent', describeNode(agent.node));
  return { api, central, caddy, agent };
}

export function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

export function describeNode({ name }: NodeView): string {
  return `node ${name}, connected`;
}

/** The ports of the last time, where they are free. */
export async function stateWithPorts(
  folders: PlatformFolders,
  appPort: number | undefined,
): Promise<PlatformState> {
  const state = await readState(folders);
  const wanted = { ...preferredPorts, ...state?.ports };
  const taken: number[] = [];
  const choose = async (port: number) => {
    const chosen = await freePort(port, taken);
    taken.push(chosen);
    return chosen;
  };
  const app = appPort ?? (await choose(wanted.app));
  const api = await choose(wanted.api);
  const grpc = await choose(wanted.grpc);
  if (state !== undefined && grpc !== wanted.grpc) {
    throw new UserError('port_taken', `Another program listens on port ${wanted.grpc}`, {
      hint: `This node has written down that central is there. End the other program, or begin anew: remove ${folders.root}`,
    });
  }
  return { ...state, ports: { app, api, grpc } };
}
