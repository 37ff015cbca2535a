/** What visitors have begun before a deployment ends where it began, through the real Caddy and the real agent. */
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { type Day, startDay } from '../support/bad-days/day.ts';
import { runningReleases } from '../support/bad-days/processes.ts';
import type { BadDayProject } from '../support/bad-days/project.ts';

let day: Day;
let project: BadDayProject;

beforeAll(async () => {
  day = await startDay({ centralSettings: { VPSPILOT_DRAIN_SECONDS: '60' } });
  project = await day.createProject('visited');
  await project.deploy();
});

afterAll(() => day?.stop());

const uploadMs = 10_000;
const pieces = 50;

/** Sends a little every now and then; resolves with the application's answer. */
async function slowUpload(): Promise<unknown> {
  const began = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const target = { host: '127.0.0.1', port: day.ports.app, path: '/upload', method: 'POST' };
  const upload = request({ ...target, headers: { host: project.host }, agent: false });
  upload.on('error', reject);
  upload.on('response', (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    const answered = `after ${Math.round(performance.now() - began)} ms: `;
    response.on('end', () => resolve(response.statusCode === 200 ? text : answered + text));
  });
  for (let piece = 0; piece < pieces; piece += 1) {
    upload.write(Buffer.alloc(1_000));
    await sleep(uploadMs / pieces);
  }
  upload.end();
  const answer = await promise;
  return answer.startsWith('{') ? (JSON.parse(answer) as unknown) : answer;
}

async function openSocket() {
  const socket = new WebSocket(`ws://127.0.0.1:${day.ports.app}/`, {
    headers: { host: project.host },
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    close: () => socket.terminate(),
    ask: () =>
      new Promise<number>((resolve, reject) => {
        socket.once('message', (text) => resolve(Number(String(text))));
        socket.once('close', () => reject(new Error('the WebSocket was closed')));
        socket.send('who are you?');
      }),
  };
}

/** Server-sent events; `next` gives the release that sent the next one. */
function openEvents() {
  const target = { host: '127.0.0.1', port: day.ports.app, path: '/events' };
  const asked = request({ ...target, headers: { host: project.host }, agent: false });
  let waiting: ((text: string) => void) | undefined;
  let ended = false;
  asked.on('response', (response) => {
    response.setEncoding('utf8').on('data', (text: string) => waiting?.(text));
    response.on('close', () => {
      ended = true;
    });
  });
  asked.on('error', () => undefined);
  asked.end();
  return {
    close: () => asked.destroy(),
    isOpen: () => !ended,
    next: () =>
      new Promise<number>((resolve) => {
        waiting = (text) => resolve(Number(/data: (\d+)/.exec(text)?.[1]));
      }),
  };
}

test('a ten-second upload, a WebSocket and server-sent events go on over a deployment', async () => {
  const poller = project.poll();
  const socket = await openSocket();
  const events = openEvents();
  expect([await socket.ask(), await events.next()]).toEqual([1, 1]);
  const upload = slowUpload();
  const commit = project.change();
  const id = await project.push();
  await poller.until(({ body }) => body.includes(commit), 60_000);

  expect(await project.answer()).toMatchObject({ release: 2 });
  expect([await socket.ask(), await events.next()]).toEqual([1, 1]);
  expect(await upload).toEqual({ release: 1, bytes: pieces * 1_000 });
  expect([await socket.ask(), await events.next(), events.isOpen()]).toEqual([1, 1, true]);
  expect(await runningReleases(project.mark)).toEqual([1, 2]);

  events.close();
  socket.close();
  expect(await project.ended(id)).toMatchObject({ state: 'live', number: 2 });
  expect(await runningReleases(project.mark)).toEqual([2]);
  await poller.stop();
  expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
});

interface Metrics {
  series: Record<string, [number, number | null][]>;
  deployments: { number: number }[];
}

const measured = ({ series }: Metrics, name: string) =>
  (series[name] ?? []).flatMap(([, value]) => (value === null ? [] : [value]));

test('what happened is measured: requests, processes, disk; the node is described', async () => {
  const metrics = () => day.api.call<Metrics>('GET', `/projects/${project.slug}/metrics`);
  await expect
    .poll(async () => Math.max(0, ...measured(await metrics(), 'requestsPerMinute')), {
      timeout: 30_000,
      interval: 500,
    })
    .toBeGreaterThan(0);
  const all = await metrics();
  expect(Math.max(...measured(all, 'memoryBytes'))).toBeGreaterThan(1_000_000);
  expect(measured(all, 'responseMsP95').length).toBeGreaterThan(0);
  expect(Math.max(...measured(all, 'errorsPerMinute'))).toBe(0);
  expect(all.deployments.map(({ number }) => number)).toEqual([1, 2]);
  const disk = await day.api.call<{ storeBytes: number; projects: object[] }>(
    'GET',
    '/nodes/oslo/disk',
  );
  expect(disk.storeBytes).toBeGreaterThan(1_000_000);
  expect(disk.projects).toMatchObject([
    {
      project: project.slug,
      releases: [
        { number: 1, live: false, keptFor: 'rollback', bytes: expect.any(Number) },
        { number: 2, live: true, keptFor: 'live' },
      ],
    },
  ]);
  expect(await day.api.call('GET', '/nodes/oslo')).toMatchObject({
    ...{ state: 'online', agentOutdated: false, address: '127.0.0.1' },
    releases: [{ project: project.slug, release: 2, healthy: true }],
  });
});
