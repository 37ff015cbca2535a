import { readFileIfThere, removePath, replaceFile } from '../../lib/install/system-files.ts';
import {
  installUnit,
  isActive,
  removeUnit,
  systemctl,
  untilReady,
} from '../../lib/install/systemd.ts';
import { tryCommand } from '../../lib/run-command.ts';
import { UserError } from '../../lib/user-error.ts';
import { addToRecord, type InstallationRecord } from './record.ts';
import {
  caddySettings,
  caddySettingsFile,
  caddySocket,
  caddyUnit,
  caddyUnitText,
} from './units.ts';

const distributionUnit = 'caddy.service';

export interface CaddyOptions {
  stateDirectory: string;
  ports: readonly number[];
  say: (line: string) => void;
}

/**
 * Runs Caddy as a service of its own. The distribution's service would come back with its default
 * site on port 80 after each reboot; it is stopped when it serves nothing else.
 *
 * @throws UserError `caddy_missing`, `caddy_in_use`, `port_taken`
 */
export async function installCaddy({ stateDirectory, ports, say }: CaddyOptions): Promise<void> {
  const program = (await tryCommand(['sh', '-c', 'command -v caddy'])).stdout.trim();
  if (program === '') {
    throw new UserError('caddy_missing', 'Caddy is not installed on this machine', {
      hint: 'apt-get install caddy',
    });
  }
  if (await isActive(distributionUnit)) {
    await refuseOwnSites();
    await systemctl('disable', '--now', '--quiet', distributionUnit);
    await addToRecord(stateDirectory, { stoppedUnits: [distributionUnit] });
    say(`Stopped ${distributionUnit}, which served only Debian's welcome page`);
  }
  const isRunning = await isActive(caddyUnit);
  if (!isRunning) await refuseTakenPorts(ports);
  await replaceFile(caddySettingsFile, caddySettings);
  const isNew = await installUnit(caddyUnit, caddyUnitText(program));
  if (isRunning && !isNew) return;
  // A restart closes connections: only when the unit itself has changed.
  await systemctl('restart', caddyUnit);
  await untilReady(caddyUnit, () => isActive(caddyUnit), 20_000);
  say(`Started ${caddyUnit}; it takes orders only from root, at ${caddySocket}`);
}

export async function removeCaddy(record: InstallationRecord): Promise<void> {
  await removeUnit(caddyUnit);
  await removePath('/var/lib/vpspilot-caddy');
  await removePath(caddySettingsFile);
  for (const unit of record.stoppedUnits) await systemctl('enable', '--now', '--quiet', unit);
}

/** A Caddyfile that somebody has changed is somebody's web site. */
async function refuseOwnSites(): Promise<void> {
  const path = '/etc/caddy/Caddyfile';
  const text = await readFileIfThere(path);
  const packaged = await tryCommand(['dpkg-query', '-W', '-f=${Conffiles}', 'caddy']);
  const original = new RegExp(`${path} ([0-9a-f]{32})`).exec(packaged.stdout)?.[1];
  const present = (await tryCommand(['md5sum', path])).stdout.split(' ')[0];
  if (text === undefined || original === present) return;
  throw new UserError('caddy_in_use', `Caddy serves sites of your own on this machine (${path})`, {
    hint: `Projects need its ports. Move these sites elsewhere and run: systemctl disable --now ${distributionUnit}`,
  });
}

async function refuseTakenPorts(ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const { stdout } = await tryCommand(['ss', '-Hltnp', `sport = :${port}`]);
    if (stdout.trim() === '') continue;
    const program = /users:\(\("([^"]+)",pid=(\d+)/.exec(stdout);
    const who = program === null ? 'another program' : `${program[1]} (process ${program[2]})`;
    throw new UserError('port_taken', `Port ${port} is taken by ${who}`, {
      hint: 'Stop it, or set httpPort and httpsPort in /etc/vpspilot/agent.json',
    });
  }
}
