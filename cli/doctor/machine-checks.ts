import { access, statfs } from 'node:fs/promises';
import { tryCommand } from '../../lib/run-command.ts';
import type { Check } from './check.ts';

const programTimeoutMs = 5_000;
/** Oldest versions with which everything works. */
const nixMin = '2.8';
const caddyMin = '2.6';
const gitMin = '2.25';
const storeFreeMinBytes = 5e9;

/** Whether an agent is installed on this machine. */
export async function isNode(): Promise<boolean> {
  return (
    (await exists('/etc/systemd/system/vpspilot-agent.service')) ||
    (await exists('/var/lib/vpspilot-agent'))
  );
}

/** What a node needs; a client is told that it does not. */
export function checkMachine(asNode: boolean): Promise<Check>[] {
  const wanted = (check: () => Promise<Check>, name: string): Promise<Check> =>
    asNode ? check() : Promise.resolve({ name, state: 'skipped', found: 'only needed on a node' });
  return [
    Promise.resolve(checkNode()),
    wanted(
      () =>
        program(
          'Nix',
          ['nix', '--version'],
          nixMin,
          'apt install nix-bin, or https://nixos.org/download',
        ),
      'Nix',
    ),
    wanted(checkStore, 'Store space'),
    wanted(checkSystemd, 'systemd'),
    wanted(() => program('Caddy', ['caddy', 'version'], caddyMin, 'apt install caddy'), 'Caddy'),
    wanted(() => program('git', ['git', '--version'], gitMin, 'apt install git'), 'git'),
    wanted(checkNtp, 'Time service'),
  ];
}

function checkNode(): Check {
  const [major = 0] = process.versions.node.split('.').map(Number);
  const found = process.version;
  if (major >= 24) return { name: 'Node.js', state: 'ok', found };
  return {
    name: 'Node.js',
    state: 'problem',
    found: `${found}, 24 is needed`,
    mend: 'Start it as ./vpspilot, which brings its own',
  };
}

async function program(
  name: string,
  [command, ...args]: [string, ...string[]],
  min: string,
  mend: string,
): Promise<Check> {
  try {
    const { stdout, exitCode } = await tryCommand([command, ...args], {
      timeoutMs: programTimeoutMs,
    });
    const version = /\d+(\.\d+)+/.exec(stdout)?.[0];
    if (exitCode !== 0 || version === undefined) {
      return { name, state: 'problem', found: `${command} ends with exit code ${exitCode}`, mend };
    }
    if (isAtLeast(version, min)) return { name, state: 'ok', found: version };
    return { name, state: 'problem', found: `${version}, ${min} is the oldest that works`, mend };
  } catch {
    return { name, state: 'problem', found: 'not installed', mend };
  }
}

/** Compares "2.26.1" with "2.8", number by number. */
export function isAtLeast(version: string, min: string): boolean {
  const has = version.split('.').map(Number);
  const wanted = min.split('.').map(Number);
  for (const [index, part] of wanted.entries()) {
    const own = has[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}

async function checkStore(): Promise<Check> {
  const name = 'Store space';
  const path = (await exists('/nix/store')) ? '/nix/store' : '/';
  const { bavail, bsize, blocks } = await statfs(path);
  const free = bavail * bsize;
  const found = `${gigabytes(free)} of ${gigabytes(blocks * bsize)} free at ${path}`;
  if (free >= storeFreeMinBytes) return { name, state: 'ok', found };
  return {
    name,
    state: 'problem',
    found,
    mend: 'nix-collect-garbage frees what no release uses; builds need about 5 GB',
  };
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

async function checkSystemd(): Promise<Check> {
  const name = 'systemd';
  if (await exists('/run/systemd/system')) return { name, state: 'ok', found: 'running' };
  return {
    name,
    state: 'warning',
    found: 'not running: the agent starts applications itself',
    mend: 'Fine for trying out. For production use a machine that boots with systemd',
  };
}

async function checkNtp(): Promise<Check> {
  const name = 'Time service';
  try {
    const command = ['timedatectl', 'show', '--property=NTPSynchronized', '--value'] as const;
    const { stdout, exitCode } = await tryCommand(command, { timeoutMs: programTimeoutMs });
    if (exitCode !== 0) return { name, state: 'skipped', found: 'cannot be told here' };
    if (stdout.trim() === 'yes') return { name, state: 'ok', found: 'the clock is synchronised' };
    return {
      name,
      state: 'warning',
      found: 'the clock is not synchronised',
      mend: 'timedatectl set-ntp true',
    };
  } catch {
    return { name, state: 'skipped', found: 'cannot be told here' };
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
