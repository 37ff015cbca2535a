import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;
let address: string;
let projectId: number;
let nodeId: string;
let number = 0;
let id: string;

beforeAll(async () => {
  central = await startHttpCentral();
  nodeId = await addNode(central.context);
  projectId = (await addProject(central)).id;
  address = await central.listen();
});

afterAll(() => central.close());

beforeEach(async () => {
  number += 1;
  id = `deployment-${number}`;
  await central.context.db.deployment.create({
    data: {
      ...{ id, projectId, nodeId, number, kind: 'push', state: 'running' },
      ...{ environmentVersion: 0, createdBy: 'test', deadlineAt: new Date() },
    },
  });
});

async function say(text: string, kind = 'output') {
  const line = await central.context.db.logLine.create({
    data: { deploymentId: id, at: new Date(1_000), kind, step: 'build', text },
  });
  central.context.bus.publish([`deployment:${id}`]);
  return line.id;
}

async function finish() {
  await say(JSON.stringify({ state: 'live' }), 'state');
  await central.context.db.deployment.update({
    where: { id },
    data: { state: 'live', finishedAt: new Date() },
  });
  central.context.bus.publish([`deployment:${id}`]);
}

/** Reads a stream until `enough` says so, or until it ends. */
async function read(
  path: string,
  enough: (events: EventSourceMessage[]) => boolean = () => false,
  headers: Record<string, string> = {},
) {
  const controller = new AbortController();
  const response = await fetch(`${address}/api/v1/${path}`, {
    headers: { authorization: `Bearer ${central.tokens.viewer}`, ...headers },
    signal: controller.signal,
  });
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (enough(events)) break;
  }
  controller.abort();
  return { response, events };
}

describe('the events of a deployment', () => {
  test('come live, in order, and end when nothing more will come', async () => {
    const reading = read(`deployments/${id}/events`);
    await say('one');
    await say(JSON.stringify({ step: 'build', state: 'done', durationMs: 5 }), 'step');
    await finish();
    const { response, events } = await reading;
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(events.map(({ event }) => event)).toEqual(['output', 'step', 'state', 'end']);
    expect(JSON.parse(events[0]?.data ?? '')).toEqual({
      kind: 'output',
      at: 1_000,
      step: 'build',
      stderr: false,
      text: 'one',
    });
    expect(JSON.parse(events[1]?.data ?? '')).toEqual({
      kind: 'step',
      at: 1_000,
      step: 'build',
      state: 'done',
      durationMs: 5,
    });
    expect(JSON.parse(events[3]?.data ?? '')).toMatchObject({ kind: 'end', state: 'live' });
  });

  test('go on after Last-Event-ID: nothing is lost, nothing comes twice', async () => {
    for (let line = 0; line < 20; line += 1) await say(`line ${line}`);
    const first = await read(`deployments/${id}/events`, (events) => events.length >= 7);
    const lastId = first.events.slice(0, 7).at(-1)?.id ?? '';
    await say('while away');
    await finish();
    const second = await read(`deployments/${id}/events`, undefined, { 'last-event-id': lastId });
    const texts = [...first.events.slice(0, 7), ...second.events]
      .filter(({ event }) => event === 'output')
      .map(({ data }) => JSON.parse(data).text);
    expect(texts).toEqual([
      ...Array.from({ length: 20 }, (_, line) => `line ${line}`),
      'while away',
    ]);
    expect(second.events.at(-1)?.event).toBe('end');
  });

  test('line breaks and unicode in the log stay within their event', async () => {
    const text = 'a\nb\r\n\ndata: x\u2028🚀';
    await say(text);
    await finish();
    const { events } = await read(`deployments/${id}/events`);
    expect(JSON.parse(events[0]?.data ?? '').text).toBe(text);
    expect(events).toHaveLength(3);
  });

  test('thousands of lines come in batches, to several readers at once', async () => {
    const rows = Array.from({ length: 1_200 }, (_, line) => ({
      ...{ deploymentId: id, at: new Date(), kind: 'output', step: 'build', text: `line ${line}` },
    }));
    await central.context.db.logLine.createMany({ data: rows });
    const readers = Promise.all([1, 2, 3].map(() => read(`deployments/${id}/events`)));
    await finish();
    for (const { events } of await readers) expect(events).toHaveLength(1_202);
  });

  test('nonsense in Last-Event-ID is as none', async () => {
    await finish();
    const { events } = await read(`deployments/${id}/events`, undefined, { 'last-event-id': 'x' });
    expect(events.map(({ event }) => event)).toEqual(['state', 'end']);
  });

  test('are not for strangers, and not of what does not exist', async () => {
    const stranger = await fetch(`${address}/api/v1/deployments/${id}/events`);
    expect(stranger.status).toBe(401);
    expect((await read('deployments/nothing/events')).response.status).toBe(404);
  });

  test('readers who leave leave nothing behind', async () => {
    const before = central.app.server.listenerCount('connection');
    for (let round = 0; round < 5; round += 1) {
      await say('x');
      await read(`deployments/${id}/events`, (events) => events.length > 0);
    }
    expect(central.app.server.listenerCount('connection')).toBe(before);
    const open = () =>
      new Promise((resolve) => central.app.server.getConnections((_, count) => resolve(count)));
    await expect.poll(open).toBeLessThan(5);
  });
});

test('the log is there as text', async () => {
  await say('compiling');
  await say(JSON.stringify({ step: 'build', state: 'done', durationMs: 5 }), 'step');
  const { text, headers } = await central.call('GET', `deployments/${id}/log`);
  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(text).toBe('00:00:01.000 build | compiling\n00:00:01.000 * build · done · 5 ms\n');
});

test('the events of everything name their deployment, without log lines', async () => {
  const ofDeployments = (events: EventSourceMessage[]) =>
    events.filter(({ event }) => event !== 'changed');
  const reading = read('events', (events) => ofDeployments(events).length >= 2);
  // It begins with what comes after it was opened.
  await new Promise((resolve) => setTimeout(resolve, 150));
  await say('not this one');
  await say(JSON.stringify({ step: 'build', state: 'running' }), 'step');
  await finish();
  const events = ofDeployments((await reading).events);
  expect(events.slice(0, 2).map(({ event }) => event)).toEqual(['step', 'state']);
  expect(JSON.parse(events[0]?.data ?? '').deployment).toEqual({
    id,
    projectId,
    number,
    project: 'shop',
  });
});

test('logs of an application whose node is away are refused with a reason', async () => {
  const { status, body } = await central.call('GET', 'projects/shop/logs');
  expect({ status, code: body.code }).toEqual({ status: 409, code: 'node_offline' });
});

test('stopping central ends open streams', async () => {
  const other = await startHttpCentral();
  const url = await other.listen();
  const response = await fetch(`${url}/api/v1/events`, {
    headers: { authorization: `Bearer ${other.tokens.viewer}` },
  });
  const started = Date.now();
  const [text] = await Promise.all([response.text().catch(() => 'cut'), other.close()]);
  expect(text).toBeDefined();
  expect(Date.now() - started).toBeLessThan(2_000);
});
