import { join, resolve } from 'node:path';
import { parse } from 'jsonc-parser';
import {
  isThere,
  namesIn,
  readFileIfThere,
  removePath,
  replaceFile,
  replaceLink,
} from '../../lib/install/system-files.ts';
import {
  ensureSystemUser,
  installUnit,
  requireRootAndSystemd,
  systemctl,
  untilReady,
} from '../../lib/install/systemd.ts';
import { runCommand } from '../../lib/run-command.ts';
import type { Settings } from '../config/settings.ts';
import { productionPackages } from './production-packages.ts';
import { centralUnit, centralUnitText, centralUser, dataDirectory, settingsFile } from './unit.ts';

const source = resolve(import.meta.dirname, '../..');
const home = '/opt/vpspilot-central';
/** What central runs with; `dist` holds what it gives to nodes and browsers. */
const parts = [
  'central',
  'cli',
  'lib',
  'proto',
  'prisma',
  'schema',
  'templates',
  'dist',
  'package.json',
];

export interface InstallOptions {
  /** Settings for a new settings file; one that is there stays as it is. */
  settings: Readonly<Record<string, unknown>>;
  say(line: string): void;
}

/**
 * Installs central as a service, from this source tree, into a folder of its own. Run again it
 * upgrades: the new version is complete before the link `current` moves to it.
 *
 * @throws UserError `not_root`, `no_systemd`, `unit_not_ready`
 */
export async function installCentral({ settings, say }: InstallOptions): Promise<void> {
  requireRootAndSystemd('vpspilot central install');
  const version = await copyProgram();
  await ensureSystemUser(centralUser);
  if ((await readFileIfThere(settingsFile)) === undefined) {
    await replaceFile(settingsFile, `${JSON.stringify({ dataDirectory, ...settings }, null, 2)}\n`);
    say(`Wrote ${settingsFile}`);
  }
  await replaceLink(join(home, 'current'), version);
  await replaceLink('/usr/local/bin/vpspilot', join(home, 'current/vpspilot'));
  const firstToken = await makeFirstToken();
  await installUnit(centralUnit, centralUnitText(join(home, 'current')));
  await systemctl('restart', centralUnit);
  const address = await healthAddress();
  await untilReady(centralUnit, () => answers(address), 60_000);
  await removeOldVersions(version);
  say(`Started ${centralUnit}, version ${version}: ${address}`);
  // Made anew now: what the service said at its start, the journal keeps.
  const link = await asCentral('setup-link', '--if-needed');
  if (link !== '') say(`Open this link to become the owner, once: ${link}`);
  if (firstToken === '') return;
  say(`Admin token, shown this once: ${firstToken}`);
  say(`Next: vpspilot login ${address}`);
}

/**
 * Made by the installation and not by the service's first start, whose words the journal keeps.
 *
 * @returns an empty text when there is a token already.
 */
async function makeFirstToken(): Promise<string> {
  if (isThere(join(dataDirectory, 'vpspilot.db'))) return '';
  await runCommand([
    'install',
    '-d',
    '-m',
    '700',
    '-o',
    centralUser,
    '-g',
    centralUser,
    dataDirectory,
  ]);
  return asCentral('first-token');
}

/** Runs a command of central as its user; returns what it said. */
async function asCentral(...args: readonly string[]): Promise<string> {
  const program = join(home, 'current');
  const become = ['setpriv', `--reuid=${centralUser}`, `--regid=${centralUser}`, '--clear-groups'];
  const { stdout } = await runCommand(
    [...(become as [string]), join(program, 'node'), join(program, 'central/main.ts'), ...args],
    { cwd: program, env: { VPSPILOT_CONFIG: settingsFile } },
  );
  return stdout.trim();
}

async function healthAddress(): Promise<string> {
  const text = (await readFileIfThere(settingsFile)) ?? '{}';
  const { httpHost = '127.0.0.1', httpPort = 8000 } = parse(text) as Partial<Settings>;
  const host = ['0.0.0.0', '::'].includes(httpHost) ? '127.0.0.1' : httpHost;
  return `http://${host}:${httpPort}`;
}

async function answers(address: string): Promise<boolean> {
  return fetch(`${address}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
}

async function copyProgram(): Promise<string> {
  const packageText = (await readFileIfThere(join(source, 'package.json'))) ?? '{}';
  const { version } = JSON.parse(packageText) as { version: string };
  const name = `${version}-${new Date().toISOString().slice(0, 19).replace(/\D/g, '')}`;
  const folder = join(home, name);
  const lock = (await readFileIfThere(join(source, 'package-lock.json'))) ?? '{}';
  const wanted = [...parts, ...productionPackages(lock)];
  const present = wanted.filter((path) => isThere(join(source, path)));
  await runCommand(['mkdir', '-p', folder]);
  // `--parents` keeps node_modules/@scope/name; one process for some two hundred folders.
  await runCommand(['cp', '-R', '--parents', ...present, folder], { cwd: source });
  // What central serves: the agent for its nodes, the dashboard for browsers.
  for (const [script, target] of [
    ['scripts/bundle.ts', 'dist/agent'],
    ['scripts/bundle-web.ts', 'dist/web'],
  ] as const) {
    await runCommand([process.execPath, join(source, script), join(folder, target)]);
  }
  await runCommand(['cp', '-L', process.execPath, join(folder, 'node')]);
  await replaceFile(join(folder, 'vpspilot'), launcher, 0o755);
  await runCommand(['chmod', '-R', 'u=rwX,go=rX', folder]);
  return name;
}

const launcher = `#!/bin/sh
# vpspilot on the machine of central; the node's own commands where it is a node too.
here=$(dirname -- "$(readlink -f -- "$0")")
node="$here/node --disable-warning=ExperimentalWarning"
case \${1-} in
  agent) exec /opt/vpspilot/agent/current/vpspilot "$@" ;;
  central) shift && exec $node "$here/central/main.ts" "$@" ;;
  *) exec $node "$here/cli/main.ts" "$@" ;;
esac
`;

async function removeOldVersions(present: string): Promise<void> {
  const versions = (await namesIn(home)).filter((name) => name !== 'current' && name !== present);
  // The one before stays, for a way back.
  for (const version of versions.slice(0, -1)) await removePath(join(home, version));
}
