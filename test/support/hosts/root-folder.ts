import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CommandResult, runCommand } from '../../../lib/run-command.ts';
import { childrenOf, commandOf } from './processes.ts';

const prefix = 'vpspilot-host-';

/** A host's file system: what lies below it is never changed, what it writes is kept in memory. */
export interface RootFolder {
  /** Path of the root, valid only in the namespace. */
  path: string;
  /** Options for systemd-nspawn that bind the folders of limited size. */
  binds: string[];
  /** Prefix of a command line that runs in the namespace in which the root is mounted. */
  enter: readonly string[];
  run(command: readonly string[], input?: string): Promise<CommandResult>;
  /** Sets the size of one of the folders of limited size: "64M". */
  resize(folder: string, size: string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Mounts an overlay above `lower` in a mount namespace of its own. A process that sleeps holds the
 * namespace; it is killed by the kernel when this process ends, however that happens, and all
 * processes and mounts in it go with it. So nothing has to be cleaned up after a crash.
 */
export async function mountRoot(
  lower: string,
  sizes: Readonly<Record<string, string>>,
): Promise<RootFolder> {
  await removeEmptyFolders();
  const base = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  const holder = await startHolder();
  const enter = ['nsenter', '--mount', '--pid', '--target', String(holder.pid), '--'];
  const run = (command: readonly string[], input?: string) =>
    runCommand(['nsenter', ...enter.slice(1), ...command], input === undefined ? {} : { input });
  const path = `${base}/root`;
  await run(['mount', '-t', 'tmpfs', '-o', 'size=6G,mode=755', 'tmpfs', base]);
  await run(['mkdir', `${base}/upper`, `${base}/work`, path]);
  const layers = `lowerdir=${lower},upperdir=${base}/upper,workdir=${base}/work`;
  await run(['mount', '-t', 'overlay', '-o', layers, 'overlay', path]);
  const mounted = new Map<string, string>();
  for (const [folder, size] of Object.entries(sizes)) {
    const place = `${base}/sized-${mounted.size}`;
    await run(['mkdir', '-p', place, path + folder]);
    await run(['mount', '-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', place]);
    mounted.set(folder, place);
  }
  return {
    path,
    enter,
    run,
    binds: [...mounted].map(([folder, place]) => `--bind=${place}:${folder}`),
    resize: async (folder, size) => {
      const place = mounted.get(folder);
      if (place === undefined) throw new Error(`${folder} has no size of its own on this host`);
      await run(['mount', '-o', `remount,size=${size}`, place]);
    },
    remove: async () => {
      process.kill(holder.parent, 'SIGKILL');
      await rmdir(base).catch(() => undefined);
    },
  };
}

/** The mount points of runs that were killed; their mounts went with the holder. */
async function removeEmptyFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (owner === undefined || existsSync(`/proc/${owner}`)) continue;
    await rmdir(join(tmpdir(), name)).catch(() => undefined);
  }
}

/**
 * Starts the process that holds the namespaces: first in a process namespace of its own, so that
 * everything started there ends with it.
 */
async function startHolder(): Promise<{ parent: number; pid: number }> {
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', 'unshare', '--mount', '--propagation', 'private', '--pid'],
      ...['--fork', '--kill-child=KILL', '--mount-proc', 'sleep', 'infinity'],
    ],
    { detached: true, stdio: 'ignore' },
  );
  await once(child, 'spawn');
  child.unref();
  for (let tries = 0; tries < 400; tries += 1) {
    const [pid] = await childrenOf(child.pid ?? 0);
    if (pid !== undefined && (await commandOf(pid)) === 'sleep') {
      return { parent: child.pid ?? 0, pid };
    }
    await sleep(10);
  }
  throw new Error('The namespaces of the test host did not come up');
}
