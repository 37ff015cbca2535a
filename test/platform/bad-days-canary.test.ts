/** A secret is found nowhere but where it belongs, whatever a project does with it (K36, K41). */
import { spawn } from 'node:child_process';
import { appendFile, chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../lib/run-command.ts';
import {
  answersWith,
  type Canary,
  filesWith,
  makeCanary,
  newInStore,
  watchCommandLines,
} from '../support/bad-days/canary.ts';
import { type Day, startDay } from '../support/bad-days/day.ts';
import type { BadDayProject } from '../support/bad-days/project.ts';
import { startNpmRegistry } from '../support/registries/npm.ts';

const canary = makeCanary();

let day: Day;
let project: BadDayProject;
let startedAtMs: number;

beforeAll(async () => {
  startedAtMs = Date.now();
  day = await startDay();
  project = await day.createProject('leaky');
  await setSecrets({ POISON: canary.value });
});

afterAll(() => day?.stop());

async function setSecrets(set: Record<string, string>): Promise<string | undefined> {
  const path = `/projects/${project.slug}/secrets`;
  const { deployment } = await day.api.call<{ deployment: { id: string } | null }>('PATCH', path, {
    set,
  });
  return deployment?.id;
}

const env = { POISON: '{{POISON}}' };

/** Says the secret in every way in which programs say such things. */
const leak = `const { POISON } = process.env;
console.log('my secret is ' + POISON);
console.error(JSON.stringify({ url: 'https://x:' + encodeURIComponent(POISON ?? '') + '@db' }));
console.log(Buffer.from(POISON ?? '').toString('base64'));
console.log('Basic ' + Buffer.from('me:' + POISON).toString('base64'));
`;

/** Deployments that succeed and fail in all ways, a changed secret, a rollback. */
async function useTheSecret(): Promise<void> {
  const server = await readFile(join(project.repository.directory, 'server.js'), 'utf8');
  const files = { 'leak.js': leak, 'server.js': `require('./leak.js');\n${server}` };
  const build = { commands: ['env', 'node leak.js'] };
  const states: string[] = [];
  const note = async (id: string | undefined) => states.push((await project.ended(id ?? '')).state);
  const deploy = async (config: object, more = {}) => {
    project.change({ config: { env, build, ...config }, files: { ...files, ...more } });
    await note(await project.push());
  };
  await deploy({});
  await deploy({ release: { command: 'node leak.js && false' } });
  await deploy({ start: { command: 'node leak.js; exit 3' } });
  await deploy({ test: { command: 'node leak.js && false' } });
  await deploy({ env: { ...env, ALSO: '{{MISSING}}' } });
  await note(await setSecrets({ OTHER: 'another one' }));
  const { id } = await day.api.call<{ id: string }>('POST', `/projects/${project.slug}/rollback`, {
    to: 1,
  });
  await note(id);
  expect(states).toEqual(['live', 'failed', 'failed', 'failed', 'failed', 'live', 'live']);
}

async function findsIn(wanted: Canary): Promise<string[]> {
  const inFolders = await filesWith(wanted, [day.folders.root]);
  const inStore = await filesWith(wanted, await newInStore(startedAtMs));
  return [...inFolders, ...inStore, ...(await answersWith(wanted, day, project.slug))];
}

test('the canary is found nowhere after deployments, failures, a change and a rollback', async () => {
  const commandLines = watchCommandLines(canary);
  await useTheSecret();
  expect(await commandLines.stop()).toEqual([]);
  expect(await project.answer('/env')).toMatchObject({ POISON: canary.value });
  expect(await findsIn(canary)).toEqual([]);

  // What is written at a start and at an end is searched as well.
  for (const which of ['agent', 'central'] as const) await day.kill(which);
  await day.startCentral();
  await day.startAgent();
  expect(await findsIn(canary)).toEqual([]);
}, 180_000);

test("a registry's token goes to its registry, and not to the build or the application", async () => {
  const token = plainCanary();
  const packages = ['ms@2.1.3'];
  const registry = await startNpmRegistry({ packages, token: token.value });
  const { host } = new URL(registry.url);
  const ms = { version: '2.1.3', integrity: integrityOfMs };
  const lock = { lockfileVersion: 3, packages: { '': {}, 'node_modules/ms': ms } };
  const files = {
    '.npmrc': `registry=${registry.url}\n//${host}/:_authToken=$\u007bNPM_TOKEN}\n`,
    'package.json': '{"name":"leaky","version":"1.0.0","dependencies":{"ms":"2.1.3"}}',
    'package-lock.json': JSON.stringify(lock).replace('{}', '{"dependencies":{"ms":"2.1.3"}}'),
  };
  const config = { env, build: { commands: ['npm ci', 'env', 'npm config list'] } };
  const states: string[] = [];
  try {
    for (const value of [`wrong-${token.value}`, token.value]) {
      await project.ended((await setSecrets({ NPM_TOKEN: value })) ?? '');
      states.push((await project.deploy({ config, files })).state);
    }
  } finally {
    await registry.stop();
  }
  expect(states).toEqual(['failed', 'live']);
  expect(registry.requests.at(-1)?.authorization).toBe(`Bearer ${token.value}`);
  expect(await project.answer('/env')).not.toHaveProperty('NPM_TOKEN');
  const [deployment] = await project.deployments();
  const environment = `${projectFolder()}/releases/${deployment?.number}/.env`;
  expect(await readFile(environment, 'utf8')).not.toContain(token.value);
  expect(await findsIn(token)).toEqual([]);
}, 120_000);

/** As registries make their tokens: nothing in it has to be escaped. */
function plainCanary(): Canary {
  const canary = makeCanary();
  return { ...canary, value: canary.forms[0] ?? '' };
}

const integrityOfMs =
  'sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA==';

function projectFolder(): string {
  return join(day.folders.node, 'projects', `project-${project.id}-${project.slug}`);
}

describe('the search finds a planted one', () => {
  const planted = makeCanary();

  const places: readonly [string, () => string][] = [
    ['beside the database', () => join(day.folders.central, 'planted.backup')],
    ["in central's log", () => join(day.folders.logs, 'central-1.log')],
    ["in the agent's log", () => join(day.folders.logs, 'agent-1.log')],
    ["in the agent's journal", () => join(day.folders.agentState, 'journal', 'planted')],
    ['in a project folder', () => join(projectFolder(), 'build.log')],
    ['in a rendered flake', () => join(projectFolder(), 'flake', 'planted.nix')],
  ];

  test.each(places)('%s', async (_, place) => {
    for (const text of [planted.value, encodeURIComponent(planted.value), base64(planted.value)]) {
      await appendFile(place(), `x${text}x`);
      expect(await filesWith(planted, [day.folders.root])).toContain(place());
      await rm(place());
    }
    expect(await filesWith(planted, [day.folders.root])).toEqual([]);
  });

  test('in base64 behind something else', async () => {
    const file = join(day.folders.node, 'planted');
    for (const before of ['', 'a', 'ab', 'abc', 'user:']) {
      await writeFile(file, base64(before + planted.value));
      expect(await filesWith(planted, [file]), before).toEqual([file]);
      await writeFile(file, Buffer.from(before + planted.value).toString('base64url'));
      expect(await filesWith(planted, [file]), before).toEqual([file]);
    }
    await rm(file);
  });

  test('in a release whose .env others can read', async () => {
    const file = join(projectFolder(), 'releases', '999', '.env');
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, `POISON=${planted.value}`, { mode: 0o600 });
    expect(await filesWith(planted, [day.folders.root])).toEqual([]);
    await chmod(file, 0o644);
    expect(await filesWith(planted, [day.folders.root])).toEqual([file]);
    await rm(join(file, '..'), { recursive: true });
  });

  test("in the store, a derivation, the database and its API's answer, a command line", async () => {
    const file = join(day.folders.root, 'planted.txt');
    await writeFile(file, planted.value);
    const expression = `derivation { name = "planted"; system = "x"; builder = "${planted.forms[0]}"; }`;
    const added = await Promise.all([
      runCommand(['nix-store', '--add', file]),
      runCommand(['nix-instantiate', '-E', expression], { env: { NIX_PATH: '' } }),
    ]);
    const paths = added.map(({ stdout }) => stdout.trim());
    try {
      expect(await filesWith(planted, await newInStore(startedAtMs))).toEqual(
        expect.arrayContaining(paths),
      );
    } finally {
      await rm(file);
      await runCommand(['nix-store', '--delete', '--ignore-liveness', ...paths]);
    }

    await day.api.call('PATCH', `/projects/${project.slug}`, { branch: planted.forms[0] });
    const found = await findsIn(planted);
    expect(found).toContain(`/projects/${project.slug}`);
    expect(found.some((path) => path.startsWith(day.folders.central))).toBe(true);

    const commandLines = watchCommandLines(planted);
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)', planted.value]);
    await sleep(500);
    child.kill('SIGKILL');
    expect(await commandLines.stop()).toHaveLength(1);
  });
});

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
