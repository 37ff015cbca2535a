import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sign } from '@octokit/webhooks-methods';
import { createApiToken } from '../../central/accounts/api-tokens.ts';
import { createPasswordHasher } from '../../central/adapters/password-hasher.ts';
import type { App } from '../../central/api/http/app.ts';
import { createHttpServer } from '../../central/api/http/server.ts';
import { defaultSettings, type Settings } from '../../central/config/settings.ts';
import { type Context, createContext, type Overrides } from '../../central/context.ts';
import type { Role } from '../../central/domain/permissions.ts';
import { createLogger } from '../../lib/logger.ts';
import { makePerson, type Person, type PersonWish } from './people.ts';

/** As argon2id as the real one, and a thousand times faster. */
const passwords = createPasswordHasher({ memoryKiB: 8, passes: 1 });

/** Central's HTTP side on a database of its own; nothing listens until `listen` is called. */
export interface HttpCentral {
  context: Context;
  app: App;
  directory: string;
  /** Every line that central has logged. */
  logged: string[];
  tokens: Record<Role, string>;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Somebody signed in with a cookie; `call` sends it with the CSRF token. */
  person(wish?: PersonWish): Promise<Person>;
  /** Sends a webhook signed with the project's secret. */
  hook(secret: string, payload: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Opens a real socket; returns the address. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

export interface CallOptions {
  body?: unknown;
  /** Default admin. */
  as?: Role | 'nobody';
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  body: any;
}

export async function startHttpCentral(
  options: { settings?: Partial<Settings>; directory?: string; overrides?: Overrides } = {},
): Promise<HttpCentral> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'vpspilot-http-')));
  const logged: string[] = [];
  const log = createLogger('central', { level: 'debug', write: (line) => logged.push(line) });
  const settings = defaultSettings({ dataDirectory: directory, ...options.settings });
  const context = await createContext(settings, { log, passwords, ...options.overrides });
  const app = await createHttpServer(context);
  const token = async (role: Role) =>
    (await createApiToken(context, { name: `test-${role}`, role, actor: 'test' })).token;
  const tokens = {
    owner: await token('owner'),
    admin: await token('admin'),
    deployer: await token('deployer'),
    viewer: await token('viewer'),
  };
  const call: HttpCentral['call'] = async (method, path, { body, as = 'admin', headers } = {}) => {
    const response = await app.inject({
      method: method as 'GET',
      url: path.startsWith('/') ? path : `/api/v1/${path}`,
      headers: {
        ...(as === 'nobody' ? {} : { authorization: `Bearer ${tokens[as]}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    return answerOf(response.statusCode, response.headers, response.body);
  };
  return {
    ...{ context, app, directory, logged, tokens, call },
    person: (wish = {}) => makePerson(context, call, wish),
    hook: async (secret, payload, headers = {}) => {
      const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
      return call('POST', '/webhooks/github', {
        as: 'nobody',
        body,
        headers: {
          'content-type': 'application/json',
          'x-github-event': 'push',
          'x-github-delivery': randomUUID(),
          'x-hub-signature-256': await sign(secret, body),
          ...headers,
        },
      });
    },
    listen: () => app.listen({ host: '127.0.0.1', port: 0 }),
    close: async () => {
      await app.close();
      await context.close();
      if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}

function answerOf(status: number, headers: object, text: string): Answer {
  const isJson = /json/.test(String((headers as Record<string, unknown>)['content-type']));
  return {
    ...{ status, text },
    headers: headers as Record<string, unknown>,
    body: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

/** A node that has joined and is not connected. */
export async function addNode({ db }: Context, name = 'oslo'): Promise<string> {
  const id = `node-${name}`;
  await db.node.create({ data: { id, name, sealingKey: '{}' } });
  return id;
}

/** A project by the API; returns its webhook's secret. */
export async function addProject(
  central: HttpCentral,
  wish: Record<string, unknown> = {},
): Promise<{ id: number; slug: string; secret: string }> {
  const body = { name: 'shop', repositoryUrl: 'https://github.com/Acme/Shop.git', ...wish };
  const answer = await central.call('POST', 'projects', { body });
  if (answer.status !== 201) throw new Error(answer.text);
  const { project, webhook } = answer.body;
  return { id: project.id, slug: project.slug, secret: webhook.secret };
}

/** What GitHub sends for a push, as far as it matters. */
export function pushOf(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ref: 'refs/heads/main',
    before: '0'.repeat(40),
    after: 'a'.repeat(40),
    deleted: false,
    repository: { full_name: 'Acme/Shop' },
    head_commit: {
      id: 'a'.repeat(40),
      message: 'Sell more',
      author: { name: 'Ada', username: 'ada' },
    },
    ...changes,
  };
}

/** Waits until every delivery in the inbox is decided; returns them, newest first. */
export async function decidedDeliveries(central: HttpCentral): Promise<Answer['body'][]> {
  for (let round = 0; round < 500; round += 1) {
    const { body } = await central.call('GET', 'deliveries?limit=200');
    if (body.items.every((item: { outcome: string }) => item.outcome !== 'received'))
      return body.items;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the inbox was not worked through within 5 s');
}
