import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { parseAppConfig } from '../../../lib/app-config/app-config.ts';
import { createHealth } from '../../../node-agent/adapters/health.ts';
import type { Release, Step } from '../../../node-agent/ports.ts';

const health = createHealth();
const forever = new Promise<never>(() => undefined);
const never = new AbortController().signal;
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

async function listen(listener: RequestListener, port = 0): Promise<number> {
  server = createServer(listener).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

function release(port: number, healthcheck: object = {}, storePath = '/'): Release {
  const checks = { url: '/health', start_period: 1, timeout: 1, ...healthcheck };
  const file = { name: 'shop', type: 'nodejs', start: { command: 'x' }, healthcheck: checks };
  const { config } = parseAppConfig(JSON.stringify(file));
  if (config === undefined) throw new Error('the test’s own configuration is wrong');
  const project = { id: 1, slug: 'shop', domains: ['shop.example.org'] };
  return {
    number: 1,
    deploymentId: 'd',
    project,
    commit: 'c',
    storePath,
    generation: 1,
    environmentVersion: 1,
    port,
    config,
  };
}

function step(notes: string[] = [], signal = never): Step {
  return { signal, output() {}, warn() {}, note: (text) => void notes.push(text) };
}

test.each([200, 204, 301, 399])('%d is healthy', async (status) => {
  const port = await listen((_, response) => response.writeHead(status).end());
  expect(await health.probe(release(port), never)).toBeUndefined();
});

test('without a health check of its own every answer below 500 is', async () => {
  let status = 404;
  const port = await listen((_, response) => response.writeHead(status).end());
  const own = release(port, { expect: 'answer' });
  expect(await health.probe(own, never)).toBeUndefined();
  status = 500;
  expect(await health.probe(own, never)).toContain('500');
});

test('asks with the project’s own host name', async () => {
  const port = await listen((request, response) => {
    response.writeHead(request.headers.host === 'shop.example.org' ? 200 : 400).end();
  });
  expect(await health.probe(release(port), never)).toBeUndefined();
});

test('K98: a bad status is named with the beginning of its body', async () => {
  const port = await listen((_, response) =>
    response.writeHead(500).end(`no  database\n${'x'.repeat(9_000)}`),
  );
  const fault = await health.probe(release(port), never);
  expect(fault).toMatch(/^GET \/health answered 500: no database x+$/);
  expect(fault?.length).toBeLessThan(260);
});

test('nothing listens: the question that helps', async () => {
  const fault = await health.probe(release(1), never);
  expect(fault).toBe('nothing listens on $PORT=1; does the app read PORT? (ECONNREFUSED)');
});

test('an answer that does not come, and a body that does not end', async () => {
  const port = await listen((request, response) => {
    if (request.url === '/slow') return;
    response.writeHead(200).write('endless');
  });
  expect(await health.probe(release(port, { url: '/slow' }), never)).toContain('within 1 s');
  expect(await health.probe(release(port), never)).toBeUndefined();
});

test('K77: waits until it answers', async () => {
  const notes: string[] = [];
  let count = 0;
  const port = await listen((_, response) => response.writeHead(++count < 4 ? 503 : 200).end());
  await health.untilHealthy(release(port), forever, step(notes));
  expect(notes).toEqual(['/health healthy at probe 4']);
});

test('K63: never healthy is a failure, with the last answer', async () => {
  const port = await listen((_, response) => response.writeHead(500).end('no database'));
  await expect(health.untilHealthy(release(port), forever, step())).rejects.toMatchObject({
    code: 'health_check_failed',
    message: expect.stringContaining('answered 500: no database'),
  });
  await expect(health.untilHealthy(release(1), forever, step())).rejects.toMatchObject({
    code: 'port_not_opened',
  });
});

test('the end of the process ends the waiting at once', async () => {
  const end = {
    state: 'failed',
    reason: 'it ended with exit code 1',
    exitCode: 1,
    lastLines: ['no database'],
  };
  const began = performance.now();
  await expect(
    health.untilHealthy(release(1, { start_period: 60 }), Promise.resolve(end), step()),
  ).rejects.toThrow(/exit code 1\. It said:\nno database/);
  expect(performance.now() - began).toBeLessThan(500);
});

test('a cancel ends the waiting at once', async () => {
  const signal = AbortSignal.timeout(50);
  const waiting = health.untilHealthy(release(1, { start_period: 60 }), forever, step([], signal));
  await expect(waiting).rejects.toThrow();
});

test('a static release is healthy when it has a first page', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vpspilot-static-'));
  expect(await health.probe(release(0, {}, folder), never)).toContain('no index.html');
  await mkdir(join(folder, 'public'));
  await writeFile(join(folder, 'public/index.html'), '');
  expect(await health.probe(release(0, {}, folder), never)).toBeUndefined();
  await rm(folder, { recursive: true });
});

test('what the program said last is explained', async () => {
  const end = {
    state: 'failed',
    reason: 'it ended with exit code 1',
    exitCode: 1,
    lastLines: ["Error: Cannot find module 'express'"],
  };
  await expect(health.untilHealthy(release(1), Promise.resolve(end), step())).rejects.toMatchObject(
    { code: 'module_missing', hint: expect.stringContaining('express') },
  );
  const killed = {
    ...end,
    reason: 'it needed more memory than resources.memory_limit',
    lastLines: [],
  };
  await expect(
    health.untilHealthy(release(1), Promise.resolve(killed), step()),
  ).rejects.toMatchObject({ code: 'out_of_memory' });
});
