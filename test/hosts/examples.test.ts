/** Every example on one real systemd host: deployed, asked, restarted, and built again without any registry. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../lib/run-command.ts';
import { ask } from '../../scripts/platform/poller.ts';
import { bootHost, type Host } from '../support/hosts/boot-host.ts';
import {
  createProject,
  startCentral,
  type TestCentral,
  type TestProject,
  waitFor,
} from '../support/hosts/central.ts';
import { installNode, prepareNodeSettings } from '../support/hosts/install-node.ts';
import { type Registries, startRegistries } from '../support/registries/registries.ts';

interface Example {
  name: string;
  secrets?: Record<string, string>;
  /** Where it is asked; "/" when absent. */
  path?: string;
  /** Part of the answer. */
  says: string;
}

const laravelKey = `base64:${Buffer.alloc(32, 'k').toString('base64')}`;

const examples: readonly Example[] = [
  { name: 'nodejs-hello', says: 'Hei', secrets: { GREETING: 'Hei' } },
  { name: 'nodejs-express', path: '/health', says: 'ok' },
  { name: 'vite-native', says: '<script' },
  { name: 'static-site', says: '<html' },
  { name: 'custom-flake', says: '' },
  { name: 'go-api', says: 'Hei', secrets: { GREETING: 'Hei' } },
  { name: 'ruby-sinatra', says: 'Hei', secrets: { GREETING: 'Hei' } },
  { name: 'python-flask', says: 'Hello', secrets: { SECRET_KEY: 'of the test' } },
  { name: 'django-blog', says: 'Nothing yet', secrets: { SECRET_KEY: 'of the test' } },
  { name: 'django-worker', says: 'style.', secrets: { SECRET_KEY: 'of the test' } },
  { name: 'laravel', says: '<html', secrets: { APP_KEY: laravelKey } },
  { name: 'laravel-storage', says: '<html', secrets: { APP_KEY: laravelKey } },
];

let folder: string;
let host: Host;
let central: TestCentral;
let registries: Registries;
const projects = new Map<string, TestProject>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vpspilot-examples-'));
  const repositories = join(folder, 'repositories');
  await mkdir(repositories);
  const binds = [`--bind-ro=${repositories}`];
  host = await bootHost({ kind: 'overlay', name: 'bergen', store: 'filled', binds });
  central = await startCentral(host.gateway, folder);
  registries = await startRegistries(host.gateway);
  await prepareNodeSettings(host, registries.settings);
  const token = await central.joinToken('bergen');
  const installed = await installNode(host, central, { token });
  expect(installed.exitCode, installed.output).toBe(0);
  await central.untilConnected('bergen');
}, 240_000);

afterAll(async () => {
  await central?.stop();
  await registries?.stop();
  await host?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function answerOf(name: string) {
  const { domain } = projectOf(name);
  const path = examples.find((example) => example.name === name)?.path ?? '/';
  return await ask({ address: host.address, port: 80, host: domain, path });
}

function projectOf(name: string): TestProject {
  const project = projects.get(name);
  if (project === undefined) throw new Error(`${name} has not been deployed`);
  return project;
}

async function create({ name, secrets }: Example): Promise<TestProject> {
  const options = { name, node: 'bergen', folder: join(folder, 'repositories'), example: name };
  const project = await createProject(central, options);
  projects.set(name, project);
  if (secrets !== undefined) {
    await central.api.call('PATCH', `/projects/${name}/secrets`, { set: secrets });
  }
  // Debian's module has other bytes than the one that the example's authors would get.
  if (name === 'go-api')
    await writeFile(join(project.repository.folder, 'go.sum'), registries.goSum);
  return project;
}

describe.each(examples)('$name', (example) => {
  test('is deployed from its repository as it stands, and answers', async () => {
    const project = await create(example);
    const deployment = await project.deploy('First version');
    expect(deployment).toMatchObject({ state: 'live', failure: null });
    const { status, body } = await answerOf(example.name);
    expect(status).toBe(200);
    expect(body).toContain(example.says);
  });
});

/** The options with which the agent calls Nix: the same isolation, no network. */
async function nixOptions(): Promise<string[]> {
  const find = 'cat /opt/vpspilot/cache/toolchains/offline-*.json';
  const { tools } = JSON.parse((await host.run(['sh', '-c', find])).stdout) as { tools: string };
  const paths = `/bin/sh=${tools}/bin/sh /usr/bin/env=${tools}/bin/env`;
  return Object.entries({
    'experimental-features': 'nix-command flakes',
    sandbox: 'true',
    'sandbox-paths': paths,
    substituters: '',
  }).flatMap(([name, value]) => ['--option', name, value]);
}

test.each(examples)(
  '$name is the same bit for bit when it is built once more',
  async ({ name }) => {
    const { id } = await central.api.call<{ id: number }>('GET', `/projects/${name}`);
    const flake = `path:/opt/vpspilot/projects/project-${id}-${name}/flake`;
    const lock = ['--no-update-lock-file', '--no-write-lock-file', '--no-use-registries'];
    const build = ['nix', ...(await nixOptions()), 'build', '--rebuild', '--no-link', ...lock];
    const { exitCode, stderr } = await host.tryRun([...build, flake], { timeoutMs: 120_000 });
    expect(exitCode, stderr.slice(-2_000)).toBe(0);
  },
);

test('all of them survive a restart of the machine', async () => {
  await host.reboot();
  for (const { name, says } of examples) {
    const { body } = await waitFor(`an answer of ${name}`, async () => {
      const answer = await answerOf(name);
      return answer.status === 200 ? answer : undefined;
    });
    expect(body).toContain(says);
  }
});

describe('with every registry switched off', () => {
  beforeAll(async () => {
    await registries.stop();
    await central.untilConnected('bergen');
  });

  test.each(examples)(
    '$name is built again from a changed source and an unchanged lock',
    async ({ name }) => {
      const project = projectOf(name);
      await writeFile(join(project.repository.folder, 'changed.txt'), 'changed\n');
      await runCommand(['git', '-C', project.repository.folder, 'add', 'changed.txt']);
      const deployment = await project.deploy('Second version');
      expect(deployment).toMatchObject({ state: 'live', failure: null });
      expect((await answerOf(name)).status).toBe(200);
    },
  );
});
