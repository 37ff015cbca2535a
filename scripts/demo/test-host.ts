import { mkdir } from 'node:fs/promises';
import { getuid } from 'node:process';
import { UserError } from '../../lib/user-error.ts';
import { bootHost, type Host } from '../../test/support/hosts/boot-host.ts';
import { Api, type NodeView } from '../platform/api.ts';
import { type Central, startCentral } from '../platform/central.ts';
import { platformFolders } from '../platform/folders.ts';
import { forgetPlatform } from '../platform/forget.ts';
import { type ProcessOptions, startProcess } from '../platform/managed-process.ts';
import { letGo, noteChild, takeOver } from '../platform/running.ts';
import {
  describeNode,
  type Platform,
  type PlatformOptions,
  rejectedBy,
  stateWithPorts,
} from '../platform/start.ts';
import { writeState } from '../platform/state.ts';
import { until } from '../platform/until.ts';

/** What the agent of a test host needs beyond a user's: local repositories, no certificates. */
const agentSettings = { allowLocalRepositories: true, httpsPort: 0 };
const installMs = 280_000;

/**
 * Central on this machine, the agent in a real systemd host, installed there by the line that users
 * paste. The host ends with the demo, so each start begins anew.
 */
export async function startOnTestHost(options: PlatformOptions): Promise<Platform> {
  assertRoot();
  await forgetPlatform(options.folder);
  const folders = platformFolders(options.folder);
  await mkdir(folders.root, { recursive: true, mode: 0o755 });
  await takeOver(folders);
  await using started = new AsyncDisposableStack();
  started.defer(() => letGo(folders));

  const began = Date.now();
  const tell = (part: string, what: string) => options.onReady(part, Date.now() - began, what);
  const host = await bootHost({
    kind: 'overlay',
    name: options.nodeName,
    binds: [`--bind-ro=${folders.root}`],
  });
  started.use(host);
  tell('host', `systemd on ${host.address}`);
  const state = { ...(await stateWithPorts(folders, 80)), address: host.gateway };
  await writeState(folders, state);
  const start = (what: ProcessOptions) => {
    const process = startProcess(what);
    noteChild(folders, process.pid);
    started.defer(() => process.stop());
    return process;
  };
  const central = await startCentral(start, folders, state, {
    VPSPILOT_PUBLIC_URL: `http://${host.gateway}:${state.ports.api}`,
  });
  Object.assign(state, { adminToken: central.adminToken });
  await writeState(folders, state);
  tell('central', central.url);
  const api = new Api(central.url, central.adminToken);
  const node = await Promise.race([
    install(host, central, api, options),
    rejectedBy(options.signal),
  ]);
  tell('agent', describeNode(node));

  const kept = started.move();
  return {
    ...{ folders, state, api, central, node },
    app: { address: host.address, port: 80 },
    agentLog: 'the journal of vpspilot-agent in the host',
    agentResidentBytes: () => agentResidentBytes(host),
    failed: central.process.failed,
    async save(changes) {
      Object.assign(state, changes);
      await writeState(folders, state);
    },
    stop: () => kept.disposeAsync(),
  };
}

function assertRoot(): void {
  if (getuid?.() !== 0) {
    throw new UserError('root_needed', 'Only root can boot a test host', {
      hint: 'sudo ./vpspilot demo --on-test-host',
    });
  }
}

async function agentResidentBytes(host: Host): Promise<number> {
  const { stdout } = await host.run([
    ...['systemctl', 'show', '--property=MainPID', '--value', 'vpspilot-agent.service'],
  ]);
  const status = await host.readFile(`/proc/${stdout.trim()}/status`);
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

/** Pastes the install line that central prints, and waits for the node to connect. */
async function install(
  host: Host,
  central: Central,
  api: Api,
  { nodeName, toolchains }: PlatformOptions,
): Promise<NodeView> {
  const settings = JSON.stringify({ ...agentSettings, toolchains });
  await host.writeFile('/etc/vpspilot/agent.json', settings);
  const made = await api.call<{ installCommand: string }>('POST', '/nodes/join-tokens', {
    nodeName,
  });
  await host.run(['sh', '-c', made.installCommand], { timeoutMs: installMs });
  return await until(central.process, 'connected to its node', async () => {
    const { items } = await api.call<{ items: NodeView[] }>('GET', '/nodes');
    return items.find(({ connected }) => connected);
  });
}
