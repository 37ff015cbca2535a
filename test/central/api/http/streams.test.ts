import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Caller } from '../../../../central/accounts/caller.ts';
import { createEventBus } from '../../../../central/adapters/event-bus.ts';
import {
  createStreams,
  type StreamEvent,
  type Streams,
} from '../../../../central/api/http/streams.ts';
import type { Context } from '../../../../central/context.ts';
import { UserError } from '../../../../lib/user-error.ts';

const caller: Caller = {
  ...{ kind: 'token', id: 'one', actor: 'token:one', userId: null, csrfToken: null, endsAt: null },
  ...{ role: 'viewer', projectRoles: new Map(), scopes: [] },
};
let isRevoked: boolean;
let app: FastifyInstance;
let streams: Streams;
let address: string;
let source: (signal: AbortSignal) => AsyncIterable<StreamEvent>;

beforeEach(async () => {
  isRevoked = false;
  const token = () => ({
    ...{ id: 't', name: 'ci', hash: 'x', role: 'viewer', scopes: '', projectId: null, user: null },
    ...{ expiresAt: null, revokedAt: isRevoked ? new Date() : null },
  });
  const context = {
    db: { apiToken: { findUnique: async () => token() } },
    clock: { now: () => new Date() },
    bus: createEventBus(() => {}),
  } as unknown as Context;
  streams = createStreams(context, 20);
  app = Fastify({ forceCloseConnections: true });
  app.decorateRequest('caller', null);
  app.get('/api/v1/events', (request, reply) => {
    request.caller = caller;
    return streams.send(request, reply, source);
  });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(() => app.close());

async function* silence(signal: AbortSignal): AsyncGenerator<StreamEvent> {
  await sleep(10_000, undefined, { signal }).catch(() => {});
}

test('a silent stream is kept alive', async () => {
  source = silence;
  const response = await fetch(`${address}/api/v1/events`);
  setTimeout(() => streams.closeAll(), 110);
  expect((await response.text()).match(/^: $/gm)?.length).toBeGreaterThanOrEqual(2);
});

test('a stream ends when its token is revoked', async () => {
  source = silence;
  const response = await fetch(`${address}/api/v1/events`);
  isRevoked = true;
  const started = Date.now();
  await response.text();
  expect(Date.now() - started).toBeLessThan(2_000);
});

test('the source learns that the reader has left', async () => {
  let left: ((value: string) => void) | undefined;
  const hasLeft = new Promise<string>((resolve) => {
    left = resolve;
  });
  source = async function* (signal) {
    yield* silence(signal);
    left?.(signal.aborted ? 'left' : 'stayed');
  };
  const controller = new AbortController();
  await fetch(`${address}/api/v1/events`, { signal: controller.signal });
  controller.abort();
  expect(await hasLeft).toBe('left');
});

test('a reader that does not read holds up its source, not our memory', async () => {
  let sent = 0;
  source = async function* () {
    for (; sent < 100_000; sent += 1) yield { event: 'output', data: { text: 'x'.repeat(1_000) } };
  };
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname).pause();
  socket.write('GET /api/v1/events HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(() => sent).toBeGreaterThan(10);
  await sleep(300);
  const before = sent;
  await sleep(200);
  expect(sent).toBe(before);
  expect(sent).toBeLessThan(100_000);
  socket.destroy();
});

test('an error that a person can mend is told as an event, any other without its words', async () => {
  // biome-ignore lint/correctness/useYield: it fails before it has something
  source = async function* () {
    throw new UserError('node_offline', 'The node went away');
  };
  expect(await (await fetch(`${address}/api/v1/events`)).text()).toContain(
    'event: error\ndata: {"kind":"error","code":"node_offline","message":"The node went away"}',
  );
  // biome-ignore lint/correctness/useYield: it fails before it has something
  source = async function* () {
    throw new Error('/etc/secret-path');
  };
  const text = await (await fetch(`${address}/api/v1/events`)).text();
  expect(text).toContain('internal_error');
  expect(text).not.toContain('secret-path');
});
