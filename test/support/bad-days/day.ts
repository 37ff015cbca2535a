/** A whole vpspilot of separate processes, each of which may be killed and started again. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { joinNode, spawnAgent, startAgent } from '../../../scripts/platform/agent.ts';
import { Api } from '../../../scripts/platform/api.ts';
import { type Caddy, startCaddy } from '../../../scripts/platform/caddy.ts';
import { type Central, startCentral } from '../../../scripts/platform/central.ts';
import { type PlatformFolders, platformFolders } from '../../../scripts/platform/folders.ts';
import { freePort } from '../../../scripts/platform/free-ports.ts';
import {
  type ManagedProcess,
  type ProcessOptions,
  type ProcessStarter,
  startProcess,
} from '../../../scripts/platform/managed-process.ts';
import { processesOf } from './processes.ts';
import { type BadDayProject, createProject } from './project.ts';

export interface DayOptions {
  centralSettings?: Readonly<Record<string, string>>;
  agentSettings?: (folders: PlatformFolders) => Readonly<Record<string, string>>;
  /** Lays the ways between the programs; returns what central has to know of them. */
  ways?(ports: Day['ports']): Promise<Readonly<Record<string, string>>>;
  /** Before the folder of the node is used, for example to put a small disk there. */
  prepare?(folders: PlatformFolders): Promise<void>;
}

export interface Day {
  readonly folders: PlatformFolders;
  readonly api: Api;
  readonly adminToken: string;
  readonly ports: { app: number; api: number; grpc: number };
  readonly portRange: readonly [number, number];
  /** The one that runs now, or ran last. */
  central(): ManagedProcess;
  agent(): ManagedProcess;
  startCentral(settings?: Readonly<Record<string, string>>): Promise<void>;
  /** Returns when it is connected. */
  startAgent(settings?: Readonly<Record<string, string>>): Promise<void>;
  /** One more, which need not connect: returns at once. Its log is among those of the others. */
  spawnAgent(settings?: Readonly<Record<string, string>>): ManagedProcess;
  /** With a new token, as the node it is. */
  rejoin(): Promise<void>;
  /** kill -9; returns when it is gone. */
  kill(which: 'central' | 'agent'): Promise<void>;
  createProject(name: string): Promise<BadDayProject>;
  /** What the agents wrote, of every life. */
  agentLog(): string;
  centralLog(): string;
  /** Stops everything and throws when something is left running. */
  stop(beforeRemoval?: () => Promise<void>): Promise<void>;
}

const portsPerDay = 200;
const leftoversMs = 15_000;

/** Ports far from those of a demo, different from those of a test that runs beside this one. */
function portBlock(): [number, number] {
  const first = 20_000 + portsPerDay * Math.floor(Math.random() * 45);
  return [first, first + portsPerDay - 1];
}

export async function startDay(options: DayOptions = {}): Promise<Day> {
  const folders = platformFolders(await mkdtemp(join(tmpdir(), 'vpspilot-day-')));
  await mkdir(folders.node, { recursive: true });
  await options.prepare?.(folders);
  const lives: Record<string, ManagedProcess[]> = { central: [], agent: [], caddy: [], other: [] };
  const startAs = (name: string, what: ProcessOptions): ManagedProcess => {
    const life = (lives[name] ?? []).length + 1;
    const process = startProcess({ ...what, logFile: join(folders.logs, `${name}-${life}.log`) });
    lives[name]?.push(process);
    return process;
  };
  const start: ProcessStarter = (what) => startAs(what.name, what);
  const last = (name: string) => {
    const process = lives[name]?.at(-1);
    if (process === undefined) throw new Error(`${name} has not been started`);
    return process;
  };
  const base = 9_000 + Math.floor(Math.random() * 9_000);
  const app = await freePort(base);
  const apiPort = await freePort(base, [app]);
  const ports = { app, api: apiPort, grpc: await freePort(base, [app, apiPort]) };
  const portRange = portBlock();
  const ways = (await options.ways?.(ports)) ?? {};
  const beginCentral = (settings = {}): Promise<Central> => {
    const all = { ...shortTimes, ...ways, ...options.centralSettings, ...settings };
    return startCentral(start, folders, { ports }, all);
  };
  const optionsOf = (caddy: Caddy, more: Readonly<Record<string, string>> = {}) => ({
    ...{ nodeName: 'oslo', appPort: ports.app, caddyAdmin: caddy.admin },
    ...{ serviceManager: 'process', toolchains: 'offline' },
    settings: {
      VPSPILOT_AGENT_PORT_RANGE: portRange.join('-'),
      ...options.agentSettings?.(folders),
      ...more,
    },
  });
  const logOf = (name: string) => (lives[name] ?? []).map((process) => process.log()).join('');

  try {
    const [central, caddy] = await Promise.all([
      beginCentral(),
      startCaddy(start, folders, await freePort(base, Object.values(ports))),
    ]);
    const api = new Api(central.url, central.adminToken);
    await startAgent(start, folders, api, optionsOf(caddy));
    const day: Day = {
      ...{ folders, api, ports, portRange, adminToken: central.adminToken },
      central: () => last('central'),
      agent: () => last('agent'),
      startCentral: async (settings) => void (await beginCentral(settings)),
      startAgent: async (settings) =>
        void (await startAgent(start, folders, api, optionsOf(caddy, settings))),
      spawnAgent: (settings) =>
        spawnAgent((what) => startAs('other', what), folders, optionsOf(caddy, settings)),
      rejoin: () => joinNode(folders, api, optionsOf(caddy)),
      kill: (which) => killNow(last(which)),
      createProject: (name) => createProject(day, name),
      agentLog: () => logOf('agent') + logOf('other'),
      centralLog: () => logOf('central'),
      stop: (beforeRemoval) => stopAll(folders, lives, beforeRemoval),
    };
    return day;
  } catch (error) {
    await stopAll(folders, lives).catch(() => undefined);
    throw error;
  }
}

/** A test has no minute to watch a release; a drain is long enough to be met. */
const shortTimes = {
  VPSPILOT_WATCH_SECONDS: '1',
  VPSPILOT_DRAIN_SECONDS: '1',
  VPSPILOT_HEARTBEAT_SECONDS: '1',
};

async function killNow(process_: ManagedProcess): Promise<void> {
  process.kill(process_.pid, 'SIGKILL');
  // Its own promise says when it has ended, as an error.
  await process_.failed.catch(() => undefined);
}

async function stopAll(
  folders: PlatformFolders,
  lives: Record<string, ManagedProcess[]>,
  beforeRemoval?: () => Promise<void>,
): Promise<void> {
  for (const name of ['other', 'agent', 'caddy', 'central']) {
    for (const process of lives[name] ?? []) await process.stop();
  }
  const deadline = Date.now() + leftoversMs;
  let left = await processesOf(folders.root);
  while (left.length > 0 && Date.now() < deadline) {
    await sleep(50);
    left = await processesOf(folders.root);
  }
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
  await beforeRemoval?.();
  await rm(folders.root, { recursive: true, force: true });
  if (left.length > 0) {
    throw new Error(`left running: ${left.map(({ command }) => command).join('; ')}`);
  }
}
