import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CommandResult, type RunOptions, tryCommand } from '../../../lib/run-command.ts';
import { childrenOf, commandOf } from './processes.ts';
import type { RootFolder } from './root-folder.ts';

/** A booted systemd-nspawn container. */
export interface Machine {
  run(command: readonly string[], options?: RunOptions): Promise<CommandResult>;
  /** Orderly shutdown; a host that takes longer than half a minute loses its power. */
  powerOff(): Promise<void>;
  /** As if somebody pulled the plug. */
  cutPower(): Promise<void>;
}

export interface MachineOptions {
  /** Name for systemd-nspawn; at most 12 characters, so that `ve-<name>` is its interface. */
  machine: string;
  hostname: string;
  root: RootFolder;
  controlGroups: readonly string[];
  binds: readonly string[];
}

const environment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  USER: 'root',
  LANG: 'C.UTF-8',
};

/** Starts systemd in the root folder and returns as soon as commands can be run in it. */
export async function startMachine(options: MachineOptions): Promise<Machine> {
  const console: string[] = [];
  const nspawn = startNspawn(options, console);
  const ended = new Promise<void>((resolve) => nspawn.once('exit', () => resolve()));
  const leader = await findLeader(nspawn, console);
  const run = (command: readonly string[], runOptions: RunOptions = {}) =>
    tryCommand(
      ['nsenter', ...inside(leader), ...command],
      // What the caller's environment holds is no business of the host.
      { ...runOptions, inheritEnv: false, env: { ...environment, ...runOptions.env } },
    );
  const cutPower = async () => {
    nspawn.ref();
    process.kill(leader, 'SIGKILL');
    await ended;
  };
  return {
    run,
    cutPower,
    powerOff: async () => {
      await run(['systemctl', 'poweroff']);
      // Its process does not keep this one alive, except while somebody waits for its end.
      nspawn.ref();
      const inTime = await Promise.race([
        ended.then(() => true),
        sleep(30_000, false, { ref: false }),
      ]);
      if (!inTime) await cutPower();
    },
  };
}

function startNspawn(options: MachineOptions, console: string[]): ChildProcess {
  const nspawn = [
    ...['systemd-nspawn', '--quiet', '--directory', options.root.path],
    ...['--machine', options.machine, '--hostname', options.hostname],
    ...['--boot', '--network-veth', '--console=pipe', '--link-journal=no', '--resolv-conf=off'],
    // Where systemd runs outside, it gives the machine its control groups; elsewhere we do.
    ...(existsSync('/run/systemd/system') ? [] : ['--register=no', '--keep-unit']),
    ...options.root.binds,
    ...options.binds,
  ];
  // Arguments after the script are the groups, `--`, and the command; the shell only enters the groups.
  const script =
    'while [ "$1" != -- ]; do echo $$ > "$1/cgroup.procs"; shift; done; shift; exec "$@"';
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', 'sh', '-c', script, 'enter-control-groups'],
      ...options.controlGroups,
      ...['--', ...options.root.enter, ...nspawn],
    ],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      console.push(chunk.toString());
      console.splice(0, console.length - 100);
    });
  }
  child.unref();
  return child;
}

/** The container's process 1, as this machine sees it: below nsenter and systemd-nspawn. */
async function findLeader(nspawn: ChildProcess, console: readonly string[]): Promise<number> {
  for (let tries = 0; tries < 1_000 && nspawn.exitCode === null; tries += 1) {
    for (const container of await childrenOf(nspawn.pid ?? 0)) {
      for (const child of await childrenOf(container)) if (await isReady(child)) return child;
    }
    await sleep(20);
  }
  nspawn.kill('SIGKILL');
  throw new Error(`The test host did not boot:\n${console.join('')}`);
}

/** Systemd answers on its socket. */
async function isReady(leader: number): Promise<boolean> {
  if ((await commandOf(leader)) !== 'systemd') return false;
  const asked = await tryCommand(['nsenter', ...inside(leader), 'systemctl', 'is-system-running'], {
    inheritEnv: false,
    env: environment,
  });
  return /initializing|starting|running|degraded/.test(asked.stdout);
}

function inside(leader: number): string[] {
  return ['-t', String(leader), '-m', '-u', '-i', '-n', '-p', '-C', '--'];
}
