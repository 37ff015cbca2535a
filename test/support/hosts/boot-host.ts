/**
 * Real systemd hosts for tests, without a virtual machine: systemd-nspawn boots systemd above a
 * copy-on-write layer in memory.
 *
 * - `overlay`: this machine's own root with all its programs; an empty /nix; up in about 3 s. The
 *   repository is there, read-only, at its usual path.
 * - `clean`: Debian 13 as a new VPS has it, made once by debootstrap and kept in .cache/.
 *
 * Each host has its own two-address network to this machine; a server of the test listens on
 * `host.gateway`, and what the host serves is reached at `host.address`. Needs root, the packages
 * systemd-container and debootstrap, and nothing else. Everything ends when the host is stopped or
 * when this process ends, however it does.
 */
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandResult, RunOptions } from '../../../lib/run-command.ts';
import { machineCache } from '../../../node-agent/adapters/offline-cache.ts';
import { cacheOfflineToolchains } from '../../../node-agent/adapters/offline-toolchains.ts';
import { templatesDirectory } from '../../../node-agent/adapters/toolchain-table.ts';
import { openAptProxy } from './apt-proxy.ts';
import { cleanBase } from './clean-base.ts';
import { createControlGroups, removeControlGroups } from './control-groups.ts';
import { type Machine, startMachine } from './machine.ts';
import { chooseNetwork, connect, networkUnit, setLink } from './network.ts';
import { mountRoot, type RootFolder } from './root-folder.ts';

export interface HostOptions {
  kind: 'overlay' | 'clean';
  /** Host name inside. */
  name: string;
  /** Folders of limited size, besides /nix (4G) of the overlay host: `{ '/opt/vpspilot': '1G' }`. */
  sizes?: Readonly<Record<string, string>>;
  /** The overlay host's Nix store: empty, or what this machine's has already (toolchains, for example). */
  store?: 'empty' | 'filled';
  /** Attributes of the offline stand-in that builds in the host will use; a host has no network to fetch them. */
  toolchains?: readonly string[];
  /** More arguments of systemd-nspawn, such as `--bind-ro=…`. */
  binds?: readonly string[];
}

export interface Host extends AsyncDisposable {
  readonly name: string;
  readonly address: string;
  readonly gateway: string;
  /** Runs a program inside. @throws Error with its output, when it fails. */
  run(command: readonly string[], options?: RunOptions): Promise<CommandResult>;
  /** Like `run`; an exit code other than 0 is a result. */
  tryRun(command: readonly string[], options?: RunOptions): Promise<CommandResult>;
  writeFile(path: string, text: string, mode?: string): Promise<void>;
  readFile(path: string): Promise<string>;
  /** Orderly shutdown and start. */
  reboot(): Promise<void>;
  /** Loses its power, and starts again. */
  crash(): Promise<void>;
  cutNetwork(): Promise<void>;
  restoreNetwork(): Promise<void>;
  /** Changes the size of one of the folders of limited size. */
  resize(folder: string, size: string): Promise<void>;
  stop(): Promise<void>;
}

const repository = resolve(import.meta.dirname, '../../..');

/** Boots a host and returns when its systemd has started everything. */
export async function bootHost(options: HostOptions): Promise<Host> {
  await using undo = new AsyncDisposableStack();
  const network = await chooseNetwork();
  const isOverlay = options.kind === 'overlay';
  await cacheToolchains(options.toolchains ?? ['nodejs_24']);
  const lower = isOverlay ? '/' : await cleanBase();
  const ownStore = isOverlay && options.store !== 'filled' ? { '/nix': '4G' } : {};
  const root = await mountRoot(lower, { ...ownStore, ...options.sizes });
  undo.defer(root.remove);
  const controlGroups = await createControlGroups(network.machine);
  undo.defer(() => removeControlGroups(controlGroups));
  await prepare(root, options, networkUnit(network));
  const start = async () => {
    const machine = await startMachine({
      machine: network.machine,
      hostname: options.name,
      root,
      controlGroups,
      binds: [
        isOverlay ? `--bind-ro=${repository}` : `--bind=${machineCache()}`,
        ...(options.binds ?? []),
      ],
    });
    await connect(network);
    await untilUp(machine);
    return machine;
  };
  let machine = await start();
  undo.defer(() => machine.powerOff());
  if (!isOverlay) {
    const proxy = await openAptProxy(network.gateway);
    undo.use(proxy);
    await writeInside(machine, '/etc/apt/apt.conf.d/90test-proxy', proxy.aptSettings);
  }
  const kept = undo.move();
  const run = async (command: readonly string[], runOptions?: RunOptions) =>
    succeeded(command, await machine.run(command, runOptions));
  const stop = () => kept.disposeAsync();
  return {
    name: options.name,
    address: network.address,
    gateway: network.gateway,
    run,
    tryRun: (command, runOptions) => machine.run(command, runOptions),
    writeFile: (path, text, mode) => writeInside(machine, path, text, mode),
    readFile: async (path) => (await run(['cat', path])).stdout,
    reboot: async () => {
      await machine.powerOff();
      machine = await start();
    },
    crash: async () => {
      await machine.cutPower();
      machine = await start();
    },
    cutNetwork: () => setLink(network, 'down'),
    restoreNetwork: () => setLink(network, 'up'),
    resize: root.resize,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Makes the root ready for its first boot. */
async function prepare(root: RootFolder, options: HostOptions, unit: string): Promise<void> {
  const etc = `${root.path}/etc`;
  const wants = `${etc}/systemd/system/sysinit.target.wants`;
  await root.run(['tee', `${etc}/systemd/system/test-network.service`], unit);
  await root.run(['mkdir', '-p', wants]);
  await root.run(['ln', '-sf', '/etc/systemd/system/test-network.service', wants]);
  await root.run(['tee', `${etc}/hostname`], `${options.name}\n`);
  await root.run(['tee', `${etc}/hosts`], `127.0.0.1 localhost ${options.name}\n`);
  // What an installation on this machine has left must not be there; nor what only costs time.
  const [systemd, state] = [`${etc}/systemd/system`, `${root.path}/var/lib`];
  const leftovers = ['/opt/vpspilot', '/etc/vpspilot'].map((path) => root.path + path);
  await root.run([
    'rm',
    '-rf',
    ...leftovers,
    `${state}/vpspilot-agent`,
    `${state}/vpspilot-central`,
  ]);
  for (const name of ['postgresql@.service', 'apt-daily.timer', 'apt-daily-upgrade.timer']) {
    await root.run(['ln', '-sf', '/dev/null', `${systemd}/${name}`]);
  }
}

/** An overlay host sees this machine's cache through its root, a clean one is given it. */
async function cacheToolchains(attributes: readonly string[]): Promise<void> {
  const options = { cache: machineCache(), templates: templatesDirectory() };
  await cacheOfflineToolchains(options, attributes, (line) => process.stderr.write(`${line}\n`));
}

async function untilUp(machine: Machine): Promise<void> {
  await bindLimits(machine);
  for (let tries = 0; tries < 600; tries += 1) {
    const { stdout } = await machine.run(['systemctl', 'is-system-running']);
    if (/running|degraded/.test(stdout)) return;
    await sleep(100);
  }
  throw new Error(
    `The test host is still starting: ${(await machine.run(['systemctl', 'list-jobs'])).stdout}`,
  );
}

/** With version 1 control groups systemd-nspawn mounts the controllers read-only, and no limit would bind. */
async function bindLimits(machine: Machine): Promise<void> {
  const { stdout } = await machine.run(['stat', '--file-system', '--format=%T', '/sys/fs/cgroup']);
  if (stdout.trim() === 'cgroup2fs') return;
  for (const controller of ['memory', 'pids', 'cpu']) {
    const folder = `/sys/fs/cgroup/${controller}`;
    if ((await machine.run(['umount', folder])).exitCode !== 0) continue;
    await machine.run(['mount', '-t', 'cgroup', '-o', `rw,${controller}`, 'cgroup', folder]);
  }
  await machine.run(['systemctl', 'daemon-reexec']);
}

async function writeInside(machine: Machine, path: string, text: string, mode = '644') {
  const script = 'mkdir -p "$(dirname "$1")" && cat > "$1" && chmod "$2" "$1"';
  const command = ['sh', '-c', script, 'write', path, mode];
  succeeded(command, await machine.run(command, { input: text }));
}

function succeeded(command: readonly string[], result: CommandResult): CommandResult {
  if (result.exitCode === 0) return result;
  throw new Error(
    `${command.join(' ')} ended with exit code ${result.exitCode}:\n${result.stdout}\n${result.stderr}`,
  );
}
