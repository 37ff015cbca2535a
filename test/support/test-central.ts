import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentServer } from '../../central/adapters/agent-server.ts';
import { defaultSettings, type Settings } from '../../central/config/settings.ts';
import { type Context, createContext } from '../../central/context.ts';
import { createJoinToken } from '../../central/nodes/create-join-token.ts';
import { listenForAgents } from '../../central/start-central.ts';
import { createLogger } from '../../lib/logger.ts';

/** A clock that tests can put forward. */
export function testClock() {
  let aheadMs = 0;
  return {
    now: () => new Date(Date.now() + aheadMs),
    forward(seconds: number) {
      aheadMs += seconds * 1_000;
    },
  };
}

/** Central without HTTP, on a temporary data directory and a free port. */
export class TestCentral {
  readonly settings: Settings;
  readonly clock = testClock();
  /** Log lines, JSON. */
  readonly logged: string[] = [];
  #open: { context: Context; server: AgentServer } | undefined;

  private constructor(settings: Settings) {
    this.settings = settings;
  }

  static async start(changes: Partial<Settings> = {}): Promise<TestCentral> {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'vpspilot-central-'));
    const settings = defaultSettings({
      ...{ dataDirectory, grpcHost: '127.0.0.1', watchSeconds: 1, drainSeconds: 1 },
      ...changes,
    });
    const central = new TestCentral(settings);
    await central.#start(0);
    return central;
  }

  async #start(port: number): Promise<void> {
    const { clock } = this;
    const write = (line: string) => this.logged.push(line);
    const log = createLogger('central', { level: 'debug', write });
    const settings = { ...this.settings, grpcPort: port };
    const context = await createContext(settings, { clock, log });
    const server = await listenForAgents(context);
    context.addresses.grpc = `127.0.0.1:${server.port}`;
    this.#open = { context, server };
  }

  get #running() {
    if (this.#open === undefined) throw new Error('central is not running');
    return this.#open;
  }

  get context(): Context {
    return this.#running.context;
  }

  get port(): number {
    return this.#running.server.port;
  }

  /** Everything is cut at once, as a kill -9 would, and the same data is opened again. */
  async crash(meanwhile?: () => Promise<void>): Promise<void> {
    const { port } = this;
    await this.#close();
    await meanwhile?.();
    await this.#start(port);
  }

  /** Copies the database, as a backup does; returns what stops central, puts it back and starts. */
  async backUp(): Promise<() => Promise<void>> {
    const file = join(this.settings.dataDirectory, 'vpspilot.db');
    const backup = `${file}.copy`;
    await this.context.db.$executeRawUnsafe(`VACUUM INTO '${backup}'`);
    const restore = async () => {
      for (const name of [file, `${file}-wal`, `${file}-shm`]) await rm(name, { force: true });
      await copyFile(backup, file);
    };
    return () => this.crash(restore);
  }

  async #close(): Promise<void> {
    const { server, context } = this.#running;
    await server.close(200);
    await context.close();
  }

  async stop(): Promise<void> {
    await this.#close();
    await rm(this.settings.dataDirectory, { recursive: true, force: true });
  }

  async joinToken(nodeName = 'oslo', ttlMinutes = 10): Promise<string> {
    const { token } = await createJoinToken(this.context, { nodeName, actor: 'test', ttlMinutes });
    return token;
  }

  createProject(nodeId: string, slug = 'shop') {
    return this.context.db.project.create({
      data: {
        slug,
        nodeId,
        repositoryUrl: `https://github.com/acme/${slug}.git`,
        repositoryName: `acme/${slug}`,
        branch: 'main',
        domains: `${slug}.example.org`,
        webhookSecret: '',
      },
    });
  }
}
