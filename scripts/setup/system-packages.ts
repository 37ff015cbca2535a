/** Brings the programs that demo and tests need beside Node: by itself on Debian as root, in words elsewhere. */
import { access, constants, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { getuid } from 'node:process';
import { type CommandLine, tryCommand } from '../../lib/run-command.ts';
import { UserError } from '../../lib/user-error.ts';
import { runStep } from './step.ts';

/** A program, the Debian package that has it, and what it is for. */
export interface SystemProgram {
  program: string;
  package: string;
  purpose: string;
}

export const demoPrograms: readonly SystemProgram[] = [
  { program: 'git', package: 'git', purpose: 'repositories' },
  { program: 'nix', package: 'nix-bin', purpose: 'builds' },
  { program: 'caddy', package: 'caddy', purpose: 'traffic' },
];

export const hostPrograms: readonly SystemProgram[] = [
  { program: 'systemd-nspawn', package: 'systemd-container', purpose: 'test hosts with systemd' },
  { program: 'debootstrap', package: 'debootstrap', purpose: 'clean Debian test hosts' },
  { program: 'ip', package: 'iproute2', purpose: 'networks of the test hosts' },
  { program: 'nsenter', package: 'util-linux', purpose: 'commands inside test hosts' },
];

export const browserPrograms: readonly SystemProgram[] = [
  { program: 'chromium', package: 'chromium', purpose: 'the dashboard in a browser' },
];

/**
 * Returns when every program can be started.
 *
 * @throws UserError `programs_missing` whose hint is the exact command to type.
 */
export async function ensurePrograms(wanted: readonly SystemProgram[]): Promise<void> {
  const missing = await missingPrograms(wanted);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((each) => each.package))];
  if (!(await isDebian()) || getuid?.() !== 0) throw await mustBeInstalled(missing, packages);

  const hadCaddy = !packages.includes('caddy');
  console.error(`Installing with apt-get: ${packages.join(', ')}`);
  const apt = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await runStep('package lists', ['apt-get', 'update'], apt);
  await runStep(`packages ${packages.join(' ')}`, installCommand(packages), apt);
  if (!hadCaddy) await stopPackagedCaddy();

  const still = await missingPrograms(wanted);
  if (still.length > 0) throw await mustBeInstalled(still, packages);
}

async function missingPrograms(wanted: readonly SystemProgram[]): Promise<SystemProgram[]> {
  const found = await Promise.all(wanted.map(({ program }) => isOnPath(program)));
  return wanted.filter((_, index) => found[index] === false);
}

async function isOnPath(program: string): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  // An ordinary user's PATH often lacks these, and programs of the system live there.
  const candidates = [...folders, '/usr/sbin', '/sbin'].map((folder) => join(folder, program));
  const results = await Promise.allSettled(candidates.map((path) => access(path, constants.X_OK)));
  return results.some((result) => result.status === 'fulfilled');
}

function installCommand(packages: readonly string[]): CommandLine {
  return ['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...packages];
}

async function isDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID(_LIKE)?=.*\bdebian\b/m.test(release) && (await isOnPath('apt-get'));
}

async function mustBeInstalled(
  missing: readonly SystemProgram[],
  packages: readonly string[],
): Promise<UserError> {
  const list = missing.map(({ program, purpose }) => `${program} (${purpose})`).join(', ');
  const managers = await Promise.all(packageManagers.map(({ program }) => isOnPath(program)));
  const manager = packageManagers.find((_, index) => managers[index] === true);
  return new UserError('programs_missing', `These programs are missing here: ${list}`, {
    hint: installHint(manager?.program, packages),
  });
}

/** In the order in which they are looked for. `names`: what is not called as in Debian. */
const packageManagers = [
  { program: 'apt-get', words: installCommand([]), names: {} },
  { program: 'dnf', words: ['dnf', 'install', '-y'], names: { 'nix-bin': 'nix' } },
  { program: 'pacman', words: ['pacman', '-S', '--needed'], names: { 'nix-bin': 'nix' } },
] as const;

/** What to type with this package manager for these packages of Debian. */
export function installHint(program: string | undefined, packages: readonly string[]): string {
  const manager = packageManagers.find((each) => each.program === program);
  if (manager === undefined) {
    return `Install them with your system's package manager; Debian calls them ${packages.join(', ')}`;
  }
  const names: Readonly<Record<string, string>> = manager.names;
  return `Type: sudo ${[...manager.words, ...packages.map((name) => names[name] ?? name)].join(' ')}`;
}

/** Debian's package starts a web server on port 80 by itself; nobody asked for one. */
async function stopPackagedCaddy(): Promise<void> {
  const booted = await access('/run/systemd/system').then(
    () => true,
    () => false,
  );
  if (booted) await tryCommand(['systemctl', 'disable', '--now', 'caddy.service']);
}
