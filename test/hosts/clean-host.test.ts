import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../scripts/platform/poller.ts';
import { bootHost, type Host } from '../support/hosts/boot-host.ts';
import {
  createProject,
  startCentral,
  type TestCentral,
  type TestProject,
  waitFor,
} from '../support/hosts/central.ts';
import {
  added,
  installNode,
  inventory,
  prepareNodeSettings,
} from '../support/hosts/install-node.ts';

/** Debian 13 as a new VPS has it: no Nix, no Caddy, no git, no Node. */
let folder: string;
let host: Host;
let central: TestCentral;
let project: TestProject;
let before: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vpspilot-clean-'));
  const repositories = join(folder, 'repositories');
  await mkdir(repositories);
  host = await bootHost({ kind: 'clean', name: 'bergen', binds: [`--bind-ro=${repositories}`] });
  central = await startCentral(host.gateway, folder);
  before = await inventory(host);
}, 300_000);

afterAll(async () => {
  await central?.stop();
  await host?.stop();
  await rm(folder, { recursive: true, force: true });
});

const answer = async () =>
  ask({ address: host.address, port: 80, host: project.domain, path: '/' });

test('a line without a token changes nothing on the machine', async () => {
  const withoutToken = await installNode(host, central);
  expect(withoutToken.exitCode).not.toBe(0);
  expect(withoutToken.output).toContain('needs a join token');
  expect(await inventory(host)).toEqual(before);
});

test('the pasted line alone makes a clean Debian 13 a node', async () => {
  await prepareNodeSettings(host);
  const token = await central.joinToken('bergen');
  const { exitCode, output } = await installNode(host, central, { token });
  expect(output).toContain('Installing packages: nix-bin nix-setup-systemd caddy git');
  expect(output).toContain('Node bergen is connected');
  expect(exitCode).toBe(0);
  expect(await central.untilConnected('bergen')).toMatchObject({ serviceManager: 'systemd' });
  expect((await host.tryRun(['systemctl', 'is-enabled', 'caddy'])).stdout.trim()).toBe('disabled');
});

test('the first push is live on it', async () => {
  const repositories = join(folder, 'repositories');
  project = await createProject(central, { name: 'hello', node: 'bergen', folder: repositories });
  const set = { GREETING: 'God morgen' };
  await central.api.call('PATCH', '/projects/hello/secrets', { set });
  expect(await project.deploy('First version')).toMatchObject({ state: 'live', failure: null });
  expect((await answer()).body).toContain('God morgen');
});

test("a project's own flake is evaluated without privileges by its newer Nix, and is live", async () => {
  expect((await host.run(['nix', '--version'])).stdout).toMatch(/ 2\.(?!8\.)\d/);
  const repositories = join(folder, 'repositories');
  const options = { name: 'flake', node: 'bergen', folder: repositories, example: 'custom-flake' };
  const own = await createProject(central, options);
  expect(await own.deploy('First version')).toMatchObject({ state: 'live', failure: null });
});

test('it survives a reboot', async () => {
  await host.reboot();
  await waitFor('the application', async () =>
    (await answer()).status === 200 ? true : undefined,
  );
  await central.untilConnected('bergen');
});

test('leaving with --purge leaves it as it was', async () => {
  const { stdout } = await host.run(['vpspilot', 'agent', 'leave', '--yes', '--purge'], {
    timeoutMs: 120_000,
  });
  expect(stdout).toContain('Central has forgotten this node');
  const left = added(before, await inventory(host));
  expect(left.filter((line) => /vpspilot|nix|caddy/.test(line))).toEqual([]);
  expect((await host.tryRun(['ls', '/nix'])).exitCode).not.toBe(0);
});
