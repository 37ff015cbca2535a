import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api, type Deployment, type NodeView } from '../../../scripts/platform/api.ts';
import {
  type ExampleRepository,
  openExampleRepository,
} from '../../../scripts/platform/example-repository.ts';
import { freePort } from '../../../scripts/platform/free-ports.ts';
import { type ManagedProcess, startProcess } from '../../../scripts/platform/managed-process.ts';
import { until } from '../../../scripts/platform/until.ts';
import { decided, headOf, sendPush } from '../../../scripts/platform/webhook.ts';
import { repositoryRoot } from '../../../scripts/run-script.ts';

/** Central on this machine, where a test host reaches it. */
export interface TestCentral extends AsyncDisposable {
  readonly api: Api;
  readonly url: string;
  readonly process: ManagedProcess;
  /** Waits until the node is connected, or is not. */
  untilConnected(node: string, isConnected?: boolean): Promise<NodeView>;
  joinToken(node: string): Promise<string>;
  /** Ends it in good order; `start` continues with the same data. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const settings = { VPSPILOT_WATCH_SECONDS: '2', VPSPILOT_DRAIN_SECONDS: '5' };

export async function startCentral(address: string, folder: string): Promise<TestCentral> {
  const [http, grpc] = [await freePort(18_000), await freePort(19_000)];
  const url = `http://${address}:${http}`;
  const launch = () =>
    startProcess({
      name: 'central',
      command: [process.execPath, join(repositoryRoot, 'central/main.ts')],
      env: {
        VPSPILOT_DATA_DIRECTORY: join(folder, 'central'),
        VPSPILOT_HTTP_HOST: address,
        VPSPILOT_HTTP_PORT: String(http),
        VPSPILOT_GRPC_HOST: address,
        VPSPILOT_GRPC_PORT: String(grpc),
        VPSPILOT_PUBLIC_URL: url,
        VPSPILOT_HEARTBEAT_SECONDS: '1',
        ...settings,
      },
      logFile: join(folder, 'central.log'),
    });
  const isReady = async () => ((await fetch(`${url}/healthz`)).ok ? true : undefined);
  let central = launch();
  await until(central, 'ready', isReady);
  const token = await until(
    central,
    'saying its token',
    async () => /vpp_[\w-]{43}/.exec(central.log())?.[0],
  );
  const api = new Api(url, token);
  const stop = () => central.stop();
  return {
    api,
    url,
    get process() {
      return central;
    },
    stop,
    [Symbol.asyncDispose]: stop,
    start: async () => {
      central = launch();
      await until(central, 'ready', isReady);
    },
    joinToken: async (name) => {
      const made = await api.call<{ token: string }>('POST', '/nodes/join-tokens', {
        nodeName: name,
      });
      return made.token;
    },
    untilConnected: async (name, isConnected = true) =>
      waitFor(`${name} connected: ${isConnected}`, async () => {
        const { items } = await api.call<{ items: NodeView[] }>('GET', '/nodes');
        return items.find((node) => node.name === name && node.connected === isConnected);
      }),
  };
}

/** A project with a repository of its own that a test pushes to. */
export interface TestProject {
  name: string;
  domain: string;
  repository: ExampleRepository;
  /** Commits, sends the webhook, and returns at once with the deployment's id. */
  push(message: string): Promise<string>;
  /** Like `push`, and waits until the deployment is settled. */
  deploy(message: string): Promise<Deployment>;
  /** Waits until a deployment is settled, its watch included. */
  settled(deployment: string): Promise<Deployment>;
}

/** Creates a project from an example; its repository lies in `folder`, which the host must see. */
export async function createProject(
  central: TestCentral,
  { name, node, folder, example = 'nodejs-hello' }: ProjectOptions,
): Promise<TestProject> {
  const repository = await openExampleRepository(
    join(repositoryRoot, 'examples', example),
    join(folder, name),
  );
  const domain = `${name}.test`;
  const repositoryName = `example/${name}`;
  const created = await central.api.call<{ webhook: { url: string; secret: string } }>(
    'POST',
    '/projects',
    {
      ...{ name, node, repositoryName, domains: [domain] },
      repositoryUrl: `file://${repository.folder}`,
    },
  );
  const target = { ...created.webhook, repository: repositoryName };
  const settled = (id: string) => settledDeployment(central.api, id);
  const push = async (message: string) => {
    await repository.commit(message);
    const delivery = await sendPush(target, await headOf(repository.folder));
    const { deploymentId, reason, detail } = await decided(central.api, delivery);
    if (deploymentId === null) throw new Error(`The push deployed nothing: ${reason} ${detail}`);
    return deploymentId;
  };
  return {
    ...{ name, domain, repository, push, settled },
    deploy: async (message) => settled(await push(message)),
  };
}

interface ProjectOptions {
  name: string;
  node: string;
  folder: string;
  example?: string;
}

export async function settledDeployment(api: Api, id: string): Promise<Deployment> {
  return waitFor(
    `deployment ${id} settled`,
    async () => {
      const deployment = await api.call<Deployment>('GET', `/deployments/${id}`);
      return ['queued', 'running'].includes(deployment.state) ? undefined : deployment;
    },
    120_000,
  );
}

/** Asks every 50 ms until there is an answer. @throws Error that says what did not come. */
export async function waitFor<Result>(
  what: string,
  ask: () => Promise<Result | undefined>,
  timeoutMs = 60_000,
): Promise<Result> {
  const end = Date.now() + timeoutMs;
  let last: unknown;
  while (Date.now() < end) {
    const result = await ask().catch((error: unknown) => {
      last = error;
      return undefined;
    });
    if (result !== undefined) return result;
    await sleep(50);
  }
  throw new Error(`Not within ${timeoutMs / 1000} s: ${what}`, { cause: last });
}
