import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPoller } from '../../scripts/platform/poller.ts';
import { bootHost, type Host } from '../support/hosts/boot-host.ts';
import {
  createProject,
  startCentral,
  type TestCentral,
  type TestProject,
  waitFor,
} from '../support/hosts/central.ts';
import { type DeployedApp, deployedApp, mainPid } from '../support/hosts/deployed-app.ts';
import {
  added,
  installNode,
  inventory,
  prepareNodeSettings,
} from '../support/hosts/install-node.ts';

let folder: string;
let host: Host;
let central: TestCentral;
let project: TestProject;
let app: DeployedApp;
let before: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vpspilot-node-'));
  const repositories = join(folder, 'repositories');
  await mkdir(repositories);
  host = await bootHost({
    kind: 'overlay',
    name: 'oslo',
    binds: [`--bind-ro=${repositories}`],
  });
  central = await startCentral(host.gateway, folder);
  before = await inventory(host);
  await prepareNodeSettings(host);
}, 120_000);

afterAll(async () => {
  await central?.stop();
  await host?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the pasted line turns the machine into a connected node (K53)', async () => {
  const token = await central.joinToken('oslo');
  const { exitCode, output } = await installNode(host, central, { token });
  expect(output).toContain('Node oslo is connected');
  expect(exitCode).toBe(0);
  const node = await central.untilConnected('oslo');
  expect(node).toMatchObject({ serviceManager: 'systemd', toolchains: 'offline stand-in' });
  for (const unit of ['vpspilot-agent', 'vpspilot-caddy']) {
    expect((await host.run(['systemctl', 'is-enabled', unit])).stdout.trim()).toBe('enabled');
  }
  const identity = '/var/lib/vpspilot-agent/identity.json';
  expect((await host.run(['stat', '-c', '%a %U', identity])).stdout.trim()).toBe('600 root');
});

test('a push becomes a running, routed release; its secret reaches it (K1, K6, K40)', async () => {
  const repositories = join(folder, 'repositories');
  project = await createProject(central, { name: 'hello', node: 'oslo', folder: repositories });
  app = deployedApp(host, central, project);
  const set = { GREETING: 'Hei from systemd' };
  await central.api.call('PATCH', '/projects/hello/secrets', { set });
  expect(await project.deploy('First version')).toMatchObject({ state: 'live', failure: null });
  expect(await app.shown()).toEqual({ version: '1.0.0', greeting: 'Hei from systemd' });
});

test('the application is shut in: its own user, a small attack surface, a private .env (K39, K61)', async () => {
  const unit = await app.liveUnit();
  const security = await host.run(['systemd-analyze', 'security', '--no-pager', unit]);
  expect(Number(/level for .*: ([\d.]+)/.exec(security.stdout)?.[1])).toBeLessThanOrEqual(2);
  const user = (
    await host.run(['ps', '-o', 'user:20=', '-p', await mainPid(host, unit)])
  ).stdout.trim();
  expect(user).toMatch(/^vpspilot-/);
  const environment = '/opt/vpspilot/projects/current/project-1/.env';
  expect((await host.run(['stat', '-L', '-c', '%a', environment])).stdout.trim()).toBe('600');
  for (const other of ['nobody', 'caddy', user]) {
    const read = [
      'setpriv',
      `--reuid=${other}`,
      '--regid=nogroup',
      '--clear-groups',
      'cat',
      environment,
    ];
    expect((await host.tryRun(read)).stderr).toContain('Permission denied');
  }
});

test('redeploy, secret change and rollback: no request fails (K10, K11, K78, K88)', async () => {
  const poller = startPoller({
    ...{ address: host.address, port: 80, host: project.domain },
    ...{ path: '/version', intervalMs: 10 },
  });
  await app.setVersion('2.0.0');
  expect(await project.deploy('Second version')).toMatchObject({ state: 'live' });
  expect(await app.shown()).toMatchObject({ version: '2.0.0' });

  const set = { GREETING: 'God dag' };
  await central.api.call('PATCH', '/projects/hello/secrets', { set });
  await poller.until(({ body }) => body.includes('God dag'), 20_000);

  const rollback = { to: 1 };
  const { id } = await central.api.call<{ id: string }>(
    'POST',
    '/projects/hello/rollback',
    rollback,
  );
  expect(await project.settled(id)).toMatchObject({ state: 'live', kind: 'rollback' });
  // Code, configuration and environment together.
  expect(await app.shown()).toEqual({ version: '1.0.0', greeting: 'Hei from systemd' });
  await poller.stop();
  const { failed, failures, requests } = poller.counts();
  expect({ failed, failures }).toEqual({ failed: 0, failures: [] });
  expect(requests).toBeGreaterThan(50);
});

test.each([
  ['build', 'a build that fails', 'build.js', /^/, 'throw new Error("broken build");\n'],
  ['health', 'an application that ends at once', 'server.js', /^/, 'process.exit(3);\n'],
  [
    'health',
    'a health check that says 500',
    'server.js',
    "'/health': () => ({ status: 200",
    "'/health': () => ({ status: 500",
  ],
])('%s: %s leaves the old release alone', async (step, what, file, from, to) => {
  const head = await project.repository.head();
  const pid = await mainPid(host, await app.liveUnit());
  await project.repository.edit(file, from, to);
  const failed = await project.deploy(what);
  // Before anything can go wrong: the next test wants a good version.
  await project.repository.restore(head, 'Restore');
  expect(failed).toMatchObject({ state: 'failed', step });
  expect((await app.page()).status).toBe(200);
  expect(await mainPid(host, await app.liveUnit())).toBe(pid);
});

test('installing again upgrades the agent and does not touch the application', async () => {
  const pid = await mainPid(host, await app.liveUnit());
  const agent = await mainPid(host, 'vpspilot-agent.service');
  const poller = startPoller({
    ...{ address: host.address, port: 80, host: project.domain },
    ...{ path: '/version', intervalMs: 20 },
  });
  const { exitCode, output } = await installNode(host, central, { fetcher: 'wget -qO-' });
  expect(output).toContain('Node oslo is connected');
  expect(exitCode).toBe(0);
  await poller.stop();
  expect(poller.counts()).toMatchObject({ failed: 0 });
  expect(await mainPid(host, 'vpspilot-agent.service')).not.toBe(agent);
  expect(await mainPid(host, await app.liveUnit())).toBe(pid);
});

test('an idle agent takes at most 70 MB', async () => {
  const status = `/proc/${await mainPid(host, 'vpspilot-agent.service')}/status`;
  const resident = await waitFor(
    'an agent of at most 70 MB',
    async () => {
      const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(await host.readFile(status))?.[1]);
      return kilobytes <= 70_000 ? kilobytes : undefined;
    },
    20_000,
  );
  expect(resident).toBeGreaterThan(0);
});

test('an agent killed in the middle of a build starts it over, and the old release answers', async () => {
  await app.setVersion('3.0.0');
  await app.setBuild('sleep 4; node build.js');
  const id = await project.push('Third version');
  await app.stepIs(id, 'build');
  const pid = await mainPid(host, await app.liveUnit());
  await host.run(['kill', '-9', await mainPid(host, 'vpspilot-agent.service')]);
  expect((await app.page()).status).toBe(200);
  expect(await mainPid(host, await app.liveUnit())).toBe(pid);
  expect(await project.settled(id)).toMatchObject({ state: 'live' });
  expect(await app.shown()).toMatchObject({ version: '3.0.0' });
});

test('a network cut for longer than the keepalive delays the report, not the deployment', async () => {
  await app.setVersion('4.0.0');
  const id = await project.push('Fourth version');
  await app.stepIs(id, 'build');
  await host.cutNetwork();
  await central.untilConnected('oslo', false);
  await sleep(5_000);
  const inside = ['curl', '-sS', '-H', `Host: ${project.domain}`, 'http://127.0.0.1/version'];
  expect((await host.run(inside)).stdout).toContain('4.0.0');
  await host.restoreNetwork();
  expect(await project.settled(id)).toMatchObject({ state: 'live', failure: null });
  expect(await app.shown()).toMatchObject({ version: '4.0.0' });
});

test('a full disk fails the build with a clear word; the old release answers; room mends it', async () => {
  const used = Number(
    (await host.run(['df', '--output=used', '-k', '/nix'])).stdout.split('\n')[1],
  );
  await host.resize('/nix', `${used + 4_000}k`);
  await app.setVersion('5.0.0');
  await app.setBuild('head -c 60000000 /dev/urandom > dist-junk; node build.js');
  const failed = await project.deploy('Too large');
  expect(failed.state).toBe('failed');
  expect(failed.failure?.code).toBe('disk_full');
  expect(await app.shown()).toMatchObject({ version: '4.0.0' });
  await host.resize('/nix', '4G');
  expect(await project.deploy('Large enough')).toMatchObject({ state: 'live' });
});

test('after a reboot the application answers without central; then the agent reconnects (N16, N24)', async () => {
  await central.stop();
  await host.reboot();
  const answer = await waitFor('the application after the reboot', async () => {
    const { status } = await app.page();
    return status === 200 ? status : undefined;
  });
  expect(answer).toBe(200);
  await central.start();
  await central.untilConnected('oslo');
  await host.crash();
  await waitFor('the application after the power cut', async () =>
    (await app.page()).status === 200 ? true : undefined,
  );
  await central.untilConnected('oslo');
  await app.setBuild('node build.js');
  await app.setVersion('6.0.0');
  expect(await project.deploy('After the power cut')).toMatchObject({ state: 'live' });
});

test('leaving takes away everything that was brought, and central forgets the node', async () => {
  const unconfirmed = await host.tryRun(['vpspilot', 'agent', 'leave']);
  expect(unconfirmed.stderr).toContain('--yes');
  const { stdout } = await host.run(['vpspilot', 'agent', 'leave', '--yes'], { timeoutMs: 60_000 });
  expect(stdout).toContain('Central has forgotten this node');
  const { items } = await central.api.call<{ items: unknown[] }>('GET', '/nodes');
  expect(items).toEqual([]);
  const after = await inventory(host);
  expect(added(before, after).filter((line) => line.includes('vpspilot'))).toEqual([]);
  expect(added(after, before).filter((line) => line.includes('caddy'))).toEqual([]);
});
