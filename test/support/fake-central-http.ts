import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Deployment, Project } from '../../lib/api/openapi.ts';

export interface FakeRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: unknown;
}

type Handler = (request: FakeRequest, response: ServerResponse) => unknown;

export const fakeToken = 'vpp_test';

/** Central's HTTP API as a table of answers: what a handler returns is sent as JSON. */
export class FakeCentralHttp {
  readonly requests: FakeRequest[] = [];
  readonly #handlers = new Map<string, Handler>();
  #server: Server | undefined;
  #port = 0;

  static async start(): Promise<FakeCentralHttp> {
    const central = new FakeCentralHttp();
    central.on('GET /healthz', () => ({ status: 'ok' }));
    central.on('GET /api/v1/me', () => ({ actor: 'ada', role: 'admin' }));
    await central.listen();
    return central;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  on(route: string, handler: Handler): void {
    this.#handlers.set(route, handler);
  }

  /** Bodies of the requests to a route. */
  bodies(route: string): unknown[] {
    return this.requests
      .filter(({ method, path }) => `${method} ${path}` === route)
      .map(({ body }) => body);
  }

  async listen(): Promise<void> {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Cuts every connection at once, as a restart does. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? '/', this.url);
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const request: FakeRequest = {
      method: message.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: message.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
    this.requests.push(request);
    if (
      url.pathname.startsWith('/api/') &&
      message.headers.authorization !== `Bearer ${fakeToken}`
    ) {
      return sendProblem(
        response,
        401,
        'unauthenticated',
        'This needs a valid API token',
        'vpspilot login',
      );
    }
    const handler = this.#handlers.get(`${request.method} ${request.path}`);
    if (handler === undefined) return sendProblem(response, 404, 'route_not_found', 'Nothing here');
    const result = await handler(request, response);
    if (!response.headersSent)
      response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  }
}

export function sendProblem(
  response: ServerResponse,
  status: number,
  code: string,
  detail: string,
  hint?: string,
): void {
  response
    .writeHead(status, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify({ status, code, detail, hint, requestId: 'req-1' }));
}

/** Begins an event stream and returns the function that sends an event. */
export function eventStream(response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  return (event: string, data: object, id?: number) => {
    const idLine = id === undefined ? '' : `id: ${id}\n`;
    response.write(`${idLine}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
}

export function fakeDeployment(changes: Partial<Deployment> = {}): Deployment {
  const at = '2026-01-02T03:04:05.000Z';
  return {
    id: 'd7',
    project: 'shop',
    number: 7,
    kind: 'manual',
    state: 'queued',
    step: null,
    branch: 'main',
    commit: '3f2a9c1d5e6f708192a3b4c5d6e7f80912345678',
    commitMessage: 'Fix the cart\n\nAt last',
    commitAuthor: 'Ada',
    environmentVersion: 3,
    toRelease: null,
    failure: null,
    createdBy: 'ada',
    createdAt: at,
    startedAt: at,
    liveAt: null,
    finishedAt: null,
    ...{ projectId: 1, nodeId: 'n1', storePath: null, generation: null, port: null },
    ...changes,
  } as Deployment;
}

export function fakeProject(changes: Partial<Project> = {}): Project {
  return {
    id: 1,
    slug: 'shop',
    repositoryUrl: 'https://github.com/acme/shop.git',
    repositoryName: 'acme/shop',
    branch: 'main',
    domains: ['shop.example.org'],
    addresses: ['https://shop.example.org:8443'],
    autoDeploy: true,
    node: { id: 'n1', name: 'oslo', connected: true },
    environmentVersion: 3,
    webhookUrl: 'https://central.example.org/webhooks/github?project=shop',
    createdAt: '2026-01-02T03:04:05.000Z',
    live: null,
    latest: null,
    ...changes,
  } as Project;
}
