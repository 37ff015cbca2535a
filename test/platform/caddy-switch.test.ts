import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { createRouter } from '../../node-agent/adapters/caddy.ts';
import { createHealth } from '../../node-agent/adapters/health.ts';
import { ProcessSupervisor } from '../../node-agent/adapters/process-supervisor.ts';
import type { Release, Router, Step } from '../../node-agent/ports.ts';
import { freePort, startCaddy, type TestCaddy } from '../support/caddy.ts';
import { ask, poll } from '../support/http.ts';
import { makeRelease, type TestProject, testProject } from '../support/releases.ts';
import { webApp } from '../support/web-app.ts';

const never = new AbortController().signal;
const step: Step = { signal: never, output() {}, warn() {}, note() {} };
const health = createHealth();

let root: string;
let caddy: TestCaddy;
let router: Router;
let services: ProcessSupervisor;
let app: TestProject;
let number = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vpspilot-switch-'));
  caddy = await startCaddy();
  router = createRouter({ caddyAdmin: caddy.admin, httpPort: caddy.httpPort, httpsPort: 0 });
  services = new ProcessSupervisor({ stateDirectory: join(root, 'state'), stopAppsOnExit: true });
  app = testProject(root, 1);
  await router.setProjects([app]);
});

afterAll(async () => {
  await services.remove(app.project);
  await caddy.stop();
  await rm(root, { recursive: true, force: true });
});

async function startRelease(): Promise<Release> {
  number += 1;
  const options = { number, port: await freePort(), code: webApp(`v${number}`) };
  const release = await makeRelease(root, app, options);
  await services.start(release, app.folders, never);
  await health.untilHealthy(release, services.ended(release, never), step);
  return release;
}

function target(path = '/') {
  return { port: caddy.httpPort, host: 'app1.localhost', path };
}

test('no request fails over 50 switches, each on a connection of its own (K10, K78)', async () => {
  const releases = [await startRelease(), await startRelease()];
  await router.switchTo(releases[0] as Release, app.folders);
  const poller = poll(target(), 5);
  const times: number[] = [];
  for (let count = 1; count <= 50; count += 1) {
    const release = releases[count % 2] as Release;
    const began = performance.now();
    await router.switchTo(release, app.folders);
    const answer = await ask(target());
    times.push(performance.now() - began);
    expect(answer.body).toBe(`v${release.number}`);
    await sleep(20);
  }
  await poller.stop();
  expect(poller.failures).toEqual([]);
  expect(poller.answers.length).toBeGreaterThan(100);
  expect(new Set(poller.answers)).toEqual(new Set(['v1', 'v2']));
  // Switch and first answer of the new release: a few milliseconds; generous for a busy machine.
  expect(times.toSorted((a, b) => a - b)[25]).toBeLessThan(200);
});

test('what began before the switch ends on the old release: upload, events, WebSocket', async () => {
  const [old, next] = [await startRelease(), await startRelease()];
  await router.switchTo(old, app.folders);
  const socket = new WebSocket(`ws://127.0.0.1:${caddy.httpPort}/`, {
    headers: { host: 'app1.localhost' },
  });
  await new Promise((resolve) => socket.once('open', resolve));
  const events = listen();
  await events.next();
  const upload = slowUpload(10_000);
  await sleep(500);

  await router.switchTo(next, app.folders);
  expect((await ask(target())).body).toBe(`v${next.number}`);
  const draining = router.drained(old, 30_000, never);

  socket.send('still here?');
  expect(
    await new Promise((resolve) => socket.once('message', (text) => resolve(String(text)))),
  ).toBe(`v${old.number}: still here?`);
  expect(await events.next()).toContain(`v${old.number} `);
  expect(await upload).toBe(`v${old.number} got 100000`);
  socket.send('and after ten seconds?');
  expect(
    await new Promise((resolve) => socket.once('message', (text) => resolve(String(text)))),
  ).toBe(`v${old.number}: and after ten seconds?`);
  expect(await events.next()).toContain(`v${old.number} `);
  events.close();
  socket.close();
  expect(await draining).toBe(0);
  await services.stop(old, 5_000);
});

test('a drain ends when its time is over, and says how many were left', async () => {
  const [old, next] = [await startRelease(), await startRelease()];
  await router.switchTo(old, app.folders);
  const events = listen();
  await events.next();
  await router.switchTo(next, app.folders);
  expect(await router.drained(old, 3_000, never)).toBe(1);
  events.close();
});

test('a quiet release is drained within seconds, though Caddy keeps idle connections', async () => {
  const [old, next] = [await startRelease(), await startRelease()];
  await router.switchTo(old, app.folders);
  await ask(target());
  await router.switchTo(next, app.folders);
  const began = performance.now();
  expect(await router.drained(old, 30_000, never)).toBe(0);
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('streams reach the visitor at once, and headers reach the application', async () => {
  const release = await startRelease();
  await router.switchTo(release, app.folders);
  const began = performance.now();
  const events = listen();
  await events.next();
  expect(performance.now() - began).toBeLessThan(1_000);
  events.close();
  const headers = JSON.parse(
    (await ask({ ...target('/headers'), headers: { 'x-own': 'kept' } })).body,
  );
  expect(headers).toMatchObject({
    host: 'app1.localhost',
    'x-own': 'kept',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': 'app1.localhost',
    'x-forwarded-for': '127.0.0.1',
  });
});

test('an application that is down is answered for with a short text', async () => {
  const release = await startRelease();
  await router.switchTo(release, app.folders);
  await services.stop(release, 5_000);
  const { status, body, headers } = await ask(target());
  expect(status).toBe(502);
  expect(body).toBe('The application does not answer at the moment.\n');
  expect(headers['cache-control']).toBe('no-store');
});

/** Server-sent events through Caddy. */
function listen() {
  const waiting: ((text: string) => void)[] = [];
  const asked = request(
    {
      host: '127.0.0.1',
      port: caddy.httpPort,
      path: '/events',
      headers: { host: 'app1.localhost' },
      agent: false,
    },
    (answer) =>
      answer.on('data', (chunk) =>
        waiting.splice(0).forEach((resolve) => void resolve(String(chunk))),
      ),
  );
  asked.on('error', () => undefined);
  asked.end();
  return {
    next: () => new Promise<string>((resolve) => waiting.push(resolve)),
    close: () => asked.destroy(),
  };
}

/** 100 kB in twenty pieces over that time; resolves with the answer. */
async function slowUpload(durationMs: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const asked = request(
    {
      host: '127.0.0.1',
      port: caddy.httpPort,
      path: '/',
      method: 'POST',
      headers: { host: 'app1.localhost' },
      agent: false,
    },
    (answer) => {
      answer.setEncoding('utf8');
      answer.on('data', resolve);
    },
  );
  asked.on('error', reject);
  for (let piece = 0; piece < 20; piece += 1) {
    asked.write(Buffer.alloc(5_000));
    await sleep(durationMs / 20);
  }
  asked.end();
  return promise;
}
