import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Caller, callerOf } from './authentication.ts';
import { type Answer, answerRequest, refuse } from './routes.ts';

export interface Installation {
  id: number;
  permissions: Record<string, string>;
}

export interface Token {
  login: string;
  /** Of classic tokens. */
  scopes?: string;
  repositories: string[];
}

export interface Recorded {
  method: string;
  path: string;
  body: unknown;
  /** The Authorization header. */
  authorization: string;
  status: number;
}

/** Answers of the next requests whose path matches, before anything else is looked at. */
export interface Planned {
  path: RegExp;
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** The connection is cut instead; with `after` GitHub has done it already. */
  cut?: 'before' | 'after';
}

/** GitHub's REST API, as far as vpspilot uses it, over a real socket. */
export class FakeGithub {
  readonly requests: Recorded[] = [];
  readonly planned: Planned[] = [];
  readonly statuses: { sha: string; [key: string]: unknown }[] = [];
  readonly deployments: { id: number; sha: string; [key: string]: unknown }[] = [];
  readonly deploymentStatuses: { deployment: number; [key: string]: unknown }[] = [];
  /** By "owner/name", lower-cased. */
  readonly installations = new Map<string, Installation>();
  readonly tokens = new Map<string, Token>();
  /** By token: what an installation token may, and when it ends. */
  readonly installationTokens = new Map<
    string,
    { permissions: Record<string, string>; repositories: string[]; expiresAt: number }
  >();
  readonly appId = '4711';
  readonly appKeys = appKeyPair;
  /** Permissions of the App itself. */
  appPermissions: Record<string, string> = {
    ...{ contents: 'read', metadata: 'read', statuses: 'write', deployments: 'write' },
  };
  now = () => Date.now();
  #server: Server | undefined;
  #port = 0;

  static async start(): Promise<FakeGithub> {
    const github = new FakeGithub();
    await github.listen();
    return github;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async listen(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve) ?? resolve(undefined));
  }

  /** The App's private key as GitHub gives it (PKCS #1), or as PKCS #8. */
  privateKey(type: 'pkcs1' | 'pkcs8' = 'pkcs1'): string {
    return this.appKeys.privateKey.export({ type, format: 'pem' }).toString();
  }

  install(repository: string, permissions = this.appPermissions): void {
    this.installations.set(repository.toLowerCase(), {
      id: 100 + this.installations.size,
      permissions,
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request);
    const path = request.url ?? '';
    const plan = this.#plannedFor(path);
    if (plan?.cut === 'before') return void request.socket.destroy();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const answer =
      plan === undefined || plan.cut === 'after'
        ? await this.#ownAnswer(request, body)
        : {
            status: plan.status,
            headers: plan.headers ?? {},
            body: plan.body ?? { message: 'Planned' },
          };
    this.requests.push({
      ...{ method: request.method ?? '', path, body, status: answer.status },
      authorization: request.headers.authorization ?? '',
    });
    if (plan?.cut === 'after') return void request.socket.destroy();
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      ...answer.headers,
    });
    response.end(JSON.stringify(answer.body));
  }

  #plannedFor(path: string): Planned | undefined {
    const index = this.planned.findIndex((one) => one.path.test(path));
    return index < 0 ? undefined : this.planned.splice(index, 1)[0];
  }

  async #ownAnswer(request: IncomingMessage, body: unknown): Promise<Answer> {
    const { headers } = request;
    if (!headers['user-agent']) return refuse(403, 'Request forbidden by administrative rules.');
    if (headers.accept !== 'application/vnd.github+json') return refuse(415, 'Unsupported Accept');
    if (headers['x-github-api-version'] !== '2022-11-28') return refuse(400, 'No such version');
    const caller: Caller | Answer = await callerOf(this, headers.authorization ?? '');
    if ('status' in caller) return caller;
    const url = new URL(request.url ?? '', this.url);
    return answerRequest(this, { method: request.method ?? '', url, body, caller });
  }
}

/** Making one takes a good part of a second; all tests have the same. */
const appKeyPair: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
});

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
