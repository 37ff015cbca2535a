import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { npmEcosystem } from '../../node-agent/adapters/dependencies/npm.ts';
import { defaultSettings } from '../../node-agent/settings.ts';
import { localDigests } from '../support/local-digests.ts';
import { recordingStep } from '../support/step.ts';

/** What the registry answers, by path; everything else is 404. */
const answers = new Map<string, { status?: number; body?: string; failures?: number }>();
let requests: { path: string; authorization: string | undefined }[] = [];
let server: Server;
let registry: string;
let root: string;

beforeEach(async () => {
  requests = [];
  answers.clear();
  server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, authorization: request.headers.authorization });
    const answer = answers.get(path);
    if (answer?.failures !== undefined && answer.failures > 0) {
      answer.failures -= 1;
      request.socket.destroy();
      return;
    }
    response.statusCode = answer === undefined ? 404 : (answer.status ?? 200);
    response.end(answer?.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  root = mkdtempSync(join(tmpdir(), 'npm-'));
});

afterEach(async () => {
  rmSync(root, { recursive: true, force: true });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const { config } = parseAppConfig('{"name":"x","type":"nodejs","start":{"command":"node ."}}');

const integrityOf = (text: string, algorithm = 'sha512') =>
  `${algorithm}-${createHash(algorithm).update(text).digest('base64')}`;

/** A project which depends on packages whose tarballs hold their own name. */
function project(packages: readonly string[], more: object = {}): string {
  const directory = mkdtempSync(join(root, 'project-'));
  const entries = packages.map((name) => {
    answers.set(`/${name}/-/${name}-1.0.0.tgz`, { body: name });
    return [`node_modules/${name}`, { version: '1.0.0', integrity: integrityOf(name), ...more }];
  });
  const dependencies = Object.fromEntries(packages.map((name) => [name, '1.0.0']));
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ dependencies }));
  const lock = { lockfileVersion: 3, packages: Object.fromEntries(entries) };
  writeFileSync(join(directory, 'package-lock.json'), JSON.stringify(lock));
  return directory;
}

async function read(
  directory: string,
  step = recordingStep(),
  environment = {},
  given: Record<string, string> = {},
) {
  if (config === undefined) throw new Error('the config of the test is invalid');
  const tree = { commit: '', directory, subject: '', author: '' };
  const ecosystem = npmEcosystem({
    ...{ ...defaultSettings, root: join(root, 'node'), npmRegistry: registry, environment },
    digests: localDigests(),
  });
  const project = { id: 1, slug: 'app', domains: [] };
  const secrets = async () => given;
  return await ecosystem.read({ project, tree, config, secrets, runtimes: { node: '24' } }, step);
}

async function fill(directory: string, step = recordingStep()) {
  const target = mkdtempSync(join(root, 'target-'));
  const fetched = await (await read(directory, step))?.fill(target, step);
  return { fetched, target };
}

const filesOf = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('fetching', () => {
  test("tarballs are laid out as npm's cache has them, by digest, and nothing else", async () => {
    const { fetched, target } = await fill(project(['a', 'b']));
    expect(fetched).toBe(2);
    const hex = createHash('sha512').update('a').digest('hex');
    const place = `_cacache/content-v2/sha512/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex.slice(4)}`;
    expect(readFileSync(join(target, place), 'utf8')).toBe('a');
    expect(filesOf(target)).toHaveLength(2);
  });

  test('a changed lock fetches only what is new', async () => {
    await fill(project(['a', 'b']));
    requests = [];
    expect((await fill(project(['a', 'b', 'c']))).fetched).toBe(1);
    expect(requests.map(({ path }) => path)).toEqual(['/c/-/c-1.0.0.tgz']);
  });

  test('content that does not match the lock is refused and not kept', async () => {
    const directory = project(['a']);
    answers.set('/a/-/a-1.0.0.tgz', { body: 'something else' });
    await expect(fill(directory)).rejects.toMatchObject({
      code: 'dependency_fetch_failed',
      message: expect.stringContaining('does not match'),
    });
    expect(filesOf(join(root, 'node/cache/files'))).toEqual([]);
  });

  test('a broken connection is tried again', async () => {
    const directory = project(['a']);
    answers.set('/a/-/a-1.0.0.tgz', { body: 'a', failures: 2 });
    expect((await fill(directory)).fetched).toBe(1);
    expect(requests).toHaveLength(3);
  });

  test.each([
    [404, 'install on your machine'],
    [401, '.npmrc'],
  ])('an answer %i is final and says what to do', async (status, hint) => {
    const directory = project(['a']);
    answers.set('/a/-/a-1.0.0.tgz', { status });
    await expect(fill(directory)).rejects.toMatchObject({
      code: 'dependency_fetch_failed',
      message: expect.stringContaining(`a 1.0.0 could not be fetched: HTTP ${status}`),
      hint: expect.stringContaining(hint),
    });
    expect(requests).toHaveLength(1);
  });

  test('a stop ends it', async () => {
    const controller = new AbortController();
    const step = recordingStep(controller.signal);
    const locked = await read(project(['a']), step);
    controller.abort(new Error('canceled'));
    await expect(locked?.fill(mkdtempSync(join(root, 't-')), step)).rejects.toThrow('canceled');
  });

  test('sha1 of old locks works, the strongest of several hashes counts', async () => {
    const directory = project(['a'], { integrity: integrityOf('a', 'sha1') });
    expect((await fill(directory)).fetched).toBe(1);
    const both = project(['b'], { integrity: `sha1-AAAA ${integrityOf('b')}` });
    expect((await fill(both)).fetched).toBe(1);
  });

  test('a scope with a registry of its own is fetched there', async () => {
    const directory = project([]);
    const entry = { version: '1.0.0', integrity: integrityOf('own') };
    writeFileSync(
      join(directory, 'package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/@own/x': entry } }),
    );
    writeFileSync(join(directory, 'package.json'), '{"dependencies":{"@own/x":"1"}}');
    writeFileSync(join(directory, '.npmrc'), `@own:registry=${registry}private\n`);
    answers.set('/private/@own/x/-/x-1.0.0.tgz', { body: 'own' });
    expect((await fill(directory)).fetched).toBe(1);
  });

  test("the machine's .npmrc names a variable of the agent as its token", async () => {
    const line = `${registry.replace('http:', '')}:_authToken=$\u007bREGISTRY_TOKEN}`;
    writeFileSync(join(root, '.npmrc'), line);
    const step = recordingStep();
    const environment = { HOME: root, REGISTRY_TOKEN: 'let-me-in' };
    const locked = await read(project(['a']), step, environment);
    await locked?.fill(mkdtempSync(join(root, 't-')), step);
    expect(requests).toMatchObject([{ authorization: 'Bearer let-me-in' }]);
  });
});

describe("tokens of the project's .npmrc", () => {
  const withToken = () => {
    const directory = project(['a']);
    const line = `${registry.replace('http:', '')}:_authToken=$\u007bNPM_TOKEN}`;
    writeFileSync(join(directory, '.npmrc'), line);
    return directory;
  };

  test('come from its secrets, and the application need not get them', async () => {
    const step = recordingStep();
    const locked = await read(withToken(), step, {}, { NPM_TOKEN: 'let-me-in' });
    expect(locked?.registrySecrets).toEqual(['NPM_TOKEN']);
    await locked?.fill(mkdtempSync(join(root, 't-')), step);
    expect(requests).toMatchObject([{ authorization: 'Bearer let-me-in' }]);
  });

  test('that are not set are named together with the command to set them', async () => {
    const step = recordingStep();
    const locked = await read(withToken(), step);
    await expect(locked?.fill(mkdtempSync(join(root, 't-')), step)).rejects.toMatchObject({
      code: 'secrets_missing',
      message: '.npmrc refers to NPM_TOKEN, which has no value',
      hint: 'vpspilot secrets set app NPM_TOKEN=…',
    });
    expect(requests).toEqual([]);
  });
});

describe('what decides', () => {
  test('nothing to install, nothing to do', async () => {
    const directory = mkdtempSync(join(root, 'project-'));
    expect(await read(directory)).toBeUndefined();
    writeFileSync(join(directory, 'package.json'), '{"name":"x"}');
    expect(await read(directory)).toBeUndefined();
  });

  test('the set is the same for the same packages, whatever else the lock says', async () => {
    const first = await read(project(['a', 'b']));
    const second = await read(project(['b', 'a'], { dev: true }));
    const third = await read(project(['a']));
    expect(first?.key).toBe(second?.key);
    expect(first?.key).not.toBe(third?.key);
  });

  test('a lock without addresses is completed in the tree', async () => {
    const directory = project(['a']);
    await read(directory);
    expect(readFileSync(join(directory, 'package-lock.json'), 'utf8')).toContain(
      '/a/-/a-1.0.0.tgz',
    );
  });

  test('another package manager is named', async () => {
    const directory = mkdtempSync(join(root, 'project-'));
    writeFileSync(join(directory, 'package.json'), '{"dependencies":{"a":"1"}}');
    writeFileSync(join(directory, 'yarn.lock'), '');
    await expect(read(directory)).rejects.toThrow('yarn.lock');
  });

  test('npm-shrinkwrap.json comes before package-lock.json', async () => {
    const directory = project(['a']);
    writeFileSync(join(directory, 'npm-shrinkwrap.json'), '{"packages":{}}');
    mkdirSync(join(directory, 'lib'));
    expect(await read(directory)).toMatchObject({ source: 'npm-shrinkwrap.json', packages: 0 });
  });
});
