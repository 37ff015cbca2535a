import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allPages } from '../../../lib/api/all-pages.ts';
import { ApiError } from '../../../lib/api/api-error.ts';
import { createApi } from '../../../lib/api/client.ts';

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let url: string;

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function send(response: ServerResponse, status: number, body: unknown, type = 'application/json') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': type }).end(text);
}

async function failure(act: Promise<unknown>): Promise<ApiError> {
  const error = await act.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

describe('calls', () => {
  test('carry headers, fill in the path, and give the data', async () => {
    let seen: IncomingMessage | undefined;
    answer = (request, response) => {
      seen = request;
      send(response, 200, { slug: 'a b' });
    };
    const api = createApi({ baseUrl: url, headers: () => ({ 'x-csrf-token': 'c' }) });
    const params = { path: { project: 'a b' } };
    expect((await api.get('/api/v1/projects/{project}', { params })).slug).toBe('a b');
    expect(seen?.url).toBe('/api/v1/projects/a%20b');
    expect(seen?.headers['x-csrf-token']).toBe('c');
  });

  test('throw what central says, and tell it first', async () => {
    const problem = {
      code: 'project_exists',
      detail: 'There is one',
      hint: 'Another',
      status: 409,
    };
    answer = (_request, response) =>
      send(response, 409, { ...problem, requestId: 'r1' }, 'application/problem+json');
    const told: ApiError[] = [];
    const api = createApi({ baseUrl: url, onError: (error) => told.push(error) });
    const error = await failure(api.get('/api/v1/me'));
    expect(error).toMatchObject({ status: 409, code: 'project_exists', hint: 'Another' });
    expect(error).toMatchObject({ message: 'There is one', requestId: 'r1' });
    expect(told).toEqual([error]);
  });

  test('tell a proxy, another server and nobody apart', async () => {
    const api = createApi({ baseUrl: url, timeoutMs: 300 });
    answer = (_request, response) => send(response, 502, '<html>', 'text/html');
    expect(await failure(api.get('/api/v1/me'))).toMatchObject({
      status: 0,
      code: 'central_unreachable',
    });
    answer = (_request, response) => send(response, 200, '<html>', 'text/html');
    expect((await failure(api.get('/api/v1/me'))).code).toBe('not_central');
    answer = () => undefined;
    expect(await failure(api.get('/api/v1/me'))).toMatchObject({ status: 0 });
    server.closeAllConnections();
    server.close();
    expect((await failure(api.get('/api/v1/me'))).code).toBe('central_unreachable');
  });

  test('that the caller stops end with his reason', async () => {
    answer = () => undefined;
    const controller = new AbortController();
    const api = createApi({ baseUrl: url });
    const asked = api.get('/api/v1/me', { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
  });
});

test('a list is read over all its pages, and no further than asked', async () => {
  const read = async ({ limit, cursor = '0' }: { limit: number; cursor?: string }) => {
    const from = Number(cursor);
    const items = Array.from({ length: Math.min(limit, 450 - from) }, (_, index) => from + index);
    return { items, next: from + items.length < 450 ? String(from + items.length) : null };
  };
  expect(await allPages(read)).toHaveLength(450);
  expect(await allPages(read, 210)).toHaveLength(210);
});

describe('event streams', () => {
  const event = (id: number, name = 'output') => `id: ${id}\nevent: ${name}\ndata: {"n":${id}}\n\n`;

  test('go on where they broke off, without a gap or a double', async () => {
    const asked: (string | undefined)[] = [];
    answer = (request, response) => {
      asked.push(request.headers['last-event-id'] as string | undefined);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (asked.length === 1) {
        response.write(event(1) + event(2));
        setTimeout(() => response.destroy(), 20);
      } else response.end(event(3) + event(4, 'end'));
    };
    const states: string[] = [];
    const seen: unknown[] = [];
    const { signal } = new AbortController();
    const onConnection = (state: string) => states.push(state);
    const api = createApi({ baseUrl: url });
    for await (const { data } of api.events('/x', { signal, onConnection })) seen.push(data['n']);
    expect(seen).toEqual([1, 2, 3, 4]);
    expect(asked).toEqual([undefined, '2']);
    expect(states).toEqual(['lost', 'back']);
  });

  test('that are silent for too long are opened anew', async () => {
    let opened = 0;
    answer = (_request, response) => {
      opened += 1;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (opened === 1) response.write(event(1));
      else response.end(event(2, 'end'));
    };
    const seen: unknown[] = [];
    const { signal } = new AbortController();
    const api = createApi({ baseUrl: url });
    const options = { signal, silenceMs: 100 };
    for await (const { data } of api.events('/x', options)) seen.push(data['n']);
    expect(seen).toEqual([1, 2]);
  });

  test('end at a refusal, and at the first failure unless they are patient', async () => {
    const api = createApi({ baseUrl: url });
    const { signal } = new AbortController();
    const first = (patient: boolean) => api.events('/x', { signal, patient }).next();
    let asked = 0;
    answer = (_request, response) => {
      asked += 1;
      if (asked < 3) send(response, 502, '');
      else if (asked === 3) response.writeHead(200).end(event(1));
      else send(response, 403, { code: 'forbidden', detail: 'No' });
    };
    expect((await failure(first(false))).code).toBe('central_unreachable');
    expect((await first(true)).value).toMatchObject({ id: '1', event: 'output' });
    expect((await failure(first(true))).code).toBe('forbidden');
  });
});
