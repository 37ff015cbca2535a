import { namesIn, removeEmptyFolder, removePath } from '../../lib/install/system-files.ts';
import { removeSystemUser, removeUnit, requireRootAndSystemd } from '../../lib/install/systemd.ts';
import { runCommand, tryCommand } from '../../lib/run-command.ts';
import { removeCaddy } from './caddy.ts';
import { settingsFile } from './install.ts';
import { readRecord } from './record.ts';
import { agentUnit } from './units.ts';

export interface LeaveOptions {
  root: string;
  stateDirectory: string;
  profilesDirectory: string;
  unitDirectory: string;
  /** Packages that the install script brought are removed too, and with Nix its store. */
  purge: boolean;
  /** Tells central; rejects when it cannot be reached. */
  tellCentral(): Promise<void>;
  say(line: string): void;
}

/**
 * Takes everything away that vpspilot brought to this machine: applications, their users and data,
 * routes, Caddy's unit, the agent. One part that resists does not keep the others.
 *
 * @throws UserError `not_root`, `no_systemd`
 */
export async function leave(options: LeaveOptions): Promise<void> {
  requireRootAndSystemd('vpspilot agent leave');
  const { say } = options;
  const record = await readRecord(options.stateDirectory);
  await removeUnit(agentUnit);
  say(`Removed ${agentUnit}`);
  await options.tellCentral().then(
    () => say('Central has forgotten this node'),
    (error: Error) => say(`Central was not told (${error.message}): remove the node there by hand`),
  );
  await removeApplications(options);
  await removeCaddy(record);
  for (const unit of record.stoppedUnits) say(`Started ${unit} again`);
  await removeFiles(options);
  await removeStore(options, record.packages);
}

async function removeApplications({ unitDirectory, say }: LeaveOptions): Promise<void> {
  const names = await namesIn(unitDirectory);
  const units = names.filter((name) => /^vpspilot-project-.*\.(service|slice|socket)$/.test(name));
  for (const unit of units) await removeUnit(unit);
  if (units.length > 0) say(`Removed ${units.length} units of applications`);
  const accounts = (await runCommand(['getent', 'passwd'])).stdout.split('\n');
  const users = accounts.flatMap(
    (line) => /^(vpspilot-project-[^:]*|vpspilot-p\d+):/.exec(line)?.[1] ?? [],
  );
  for (const user of users) await removeSystemUser(user);
}

async function removeFiles(options: LeaveOptions): Promise<void> {
  const paths = [
    options.root,
    options.profilesDirectory,
    '/nix/var/nix/gcroots/vpspilot',
    options.stateDirectory,
    settingsFile,
    '/usr/local/bin/vpspilot',
  ];
  for (const path of paths) if (await removePath(path)) options.say(`Removed ${path}`);
  await removeEmptyFolder('/etc/vpspilot');
}

async function removeStore(
  { purge, say }: LeaveOptions,
  packages: readonly string[],
): Promise<void> {
  const broughtNix = packages.includes('nix-bin');
  if (!broughtNix) {
    say('Nix was here before; `nix-collect-garbage` frees what the applications used');
  } else if (!purge) {
    await tryCommand(['nix-collect-garbage']);
  }
  if (packages.length === 0) return;
  if (!purge) {
    say(
      `Packages that were installed for vpspilot stay: ${packages.join(' ')} (--purge removes them)`,
    );
    return;
  }
  await runCommand(['apt-get', 'purge', '-y', '--auto-remove', ...packages], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  await removePackageUsers(packages);
  if (broughtNix) await removePath('/nix');
  say(`Removed packages: ${packages.join(' ')}`);
}

/** Users that Debian's packages leave behind on purpose; without these packages nothing is theirs. */
async function removePackageUsers(packages: readonly string[]): Promise<void> {
  const patterns = [
    ...(packages.includes('caddy') ? [/^(caddy):/gm] : []),
    ...(packages.includes('nix-setup-systemd') ? [/^(nixbld\d*|nix-users):/gm] : []),
  ];
  const { stdout: users } = await runCommand(['getent', 'passwd']);
  const { stdout: groups } = await runCommand(['getent', 'group']);
  for (const pattern of patterns) {
    const names = [...`${users}\n${groups}`.matchAll(pattern)].map(([, name = '']) => name);
    for (const name of new Set(names)) await removeSystemUser(name);
  }
}
