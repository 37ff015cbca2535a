import { afterAll, beforeAll, expect, test } from 'vitest';
import { repositoryRoot } from '../../scripts/run-script.ts';
import { bootHost, type Host } from '../support/hosts/boot-host.ts';
import { waitFor } from '../support/hosts/central.ts';

/** Central as a service of a machine: installed from a source tree, upgraded, rebooted, removed. */
let host: Host;
let token: string;

beforeAll(async () => {
  host = await bootHost({ kind: 'overlay', name: 'central' });
}, 60_000);
afterAll(() => host?.stop());

const central = (...args: string[]) =>
  host.tryRun([process.execPath, `${repositoryRoot}/central/main.ts`, ...args], {
    timeoutMs: 120_000,
  });
const asked = (path: string) =>
  host.tryRun([
    ...[
      'curl',
      '-sS',
      '-H',
      `Authorization: Bearer ${token}`,
      `http://${host.address}:8000${path}`,
    ],
  ]);

test('one command installs it, starts it, and shows the first token once', async () => {
  const { exitCode, stdout, stderr } = await central('install');
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  token = /vpp_[\w-]{43}/.exec(stdout)?.[0] ?? '';
  expect((await asked('/api/v1/me')).stdout).toContain('admin');
  const journal = await host.run(['journalctl', '-u', 'vpspilot-central', '--no-pager']);
  expect(journal.stdout).not.toContain(token);
  const link = /http:\/\/\S+\/setup#([\w-]{43})/.exec(stdout);
  expect(link).not.toBeNull();
  // The journal has the link of the first start, which works no more.
  expect(journal.stdout).not.toContain(link?.[1]);
  const file = await host.readFile('/var/lib/vpspilot-central/setup-link');
  expect(file).toBe(link?.[0]);
});

test('it runs as its own user, shut in, and keeps its data to itself', async () => {
  const security = await host.run([
    'systemd-analyze',
    'security',
    '--no-pager',
    'vpspilot-central',
  ]);
  expect(Number(/level for .*: ([\d.]+)/.exec(security.stdout)?.[1])).toBeLessThanOrEqual(2);
  const stat = await host.run(['stat', '-c', '%U %a', '/var/lib/vpspilot-central']);
  expect(stat.stdout.trim()).toBe('vpspilot-central 700');
});

test('it takes at most 240 MB when the start is over', async () => {
  const show = ['systemctl', 'show', '--property=MainPID', '--value', 'vpspilot-central'];
  const pid = (await host.run(show)).stdout.trim();
  const resident = async () =>
    Number(/VmRSS:\s+(\d+)/.exec(await host.readFile(`/proc/${pid}/status`))?.[1]);
  await expect.poll(resident).toBeLessThanOrEqual(240_000);
});

test('it serves the install script and what the script fetches', async () => {
  expect((await asked('/install.sh')).stdout).toContain(`central='http://${host.address}:8000'`);
  expect((await asked('/agent/package.json')).stdout).toContain('not_found');
  // Every other address is the dashboard's, and no file of the machine.
  expect((await asked('/agent/../package.json')).stdout).not.toContain('"dependencies"');
});

test('installing again upgrades it and keeps its data', async () => {
  expect((await central('install')).exitCode).toBe(0);
  expect((await asked('/api/v1/me')).stdout).toContain('admin');
  const versions = await host.run(['ls', '/opt/vpspilot-central']);
  expect(versions.stdout.trim().split('\n')).toHaveLength(3);
});

test('it comes back after a reboot (N15)', async () => {
  await host.reboot();
  await waitFor('central', async () =>
    (await asked('/api/v1/me')).stdout.includes('admin') ? true : undefined,
  );
});

test('uninstalling keeps the data; with --purge nothing is left', async () => {
  await central('uninstall');
  expect((await host.tryRun(['systemctl', 'is-active', 'vpspilot-central'])).exitCode).not.toBe(0);
  await host.run(['ls', '/var/lib/vpspilot-central/vpspilot.db']);
  await central('uninstall', '--purge');
  const left = await host.run([
    'sh',
    '-c',
    'ls -d /etc/vpspilot* /opt/vpspilot* /var/lib/vpspilot* || true',
  ]);
  expect(left.stdout.trim()).toBe('');
});
