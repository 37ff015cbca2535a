/**
 * Each host runs in control groups of its own, below those of this process: two systemds that share
 * one would take each other's services for their own.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

const prefix = 'vpspilot-host-';

/** Makes the groups and returns their folders, one per hierarchy. */
export async function createControlGroups(machine: string): Promise<string[]> {
  const parents = await ownGroups();
  await Promise.all(parents.map(removeEmptyGroups));
  const folders = parents.map((parent) => join(parent, `${prefix}${process.pid}-${machine}`));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  return folders;
}

export async function removeControlGroups(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await removeGroup(folder);
}

/** Where this process is in each hierarchy that can have children without further set-up. */
async function ownGroups(): Promise<string[]> {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').map(parseMount);
  const lines = (await readFile('/proc/self/cgroup', 'utf8')).trim().split('\n');
  return lines.flatMap((line) => {
    const [, names = '', path = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (names.includes('cpuset')) return [];
    const mount = mounts.find((candidate) =>
      names === ''
        ? candidate.type === 'cgroup2'
        : names.split(',').every((name) => candidate.options.includes(name)),
    );
    return mount === undefined ? [] : [join(mount.path, path)];
  });
}

function parseMount(line: string) {
  const [before = '', after = ''] = line.split(' - ');
  const [type = '', , options = ''] = after.split(' ');
  return { path: before.split(' ')[4] ?? '', type, options: options.split(',') };
}

/** A run that was killed leaves empty groups behind. */
async function removeEmptyGroups(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !existsSync(`/proc/${owner}`)) await removeGroup(join(parent, name));
  }
}

async function removeGroup(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await removeGroup(join(folder, entry.name));
  await rmdir(folder).catch(() => undefined);
}
