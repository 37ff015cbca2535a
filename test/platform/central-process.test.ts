import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';

const program = join(import.meta.dirname, '../../central/main.ts');
let folder: string;
const started: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vpspilot-process-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  await rm(folder, { recursive: true, force: true });
});

function start(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program], {
    env: {
      ...process.env,
      VPSPILOT_DATA_DIRECTORY: join(folder, 'data'),
      VPSPILOT_HTTP_PORT: '0',
      VPSPILOT_GRPC_PORT: '0',
      VPSPILOT_GRPC_HOST: '127.0.0.1',
      VPSPILOT_READY_JSON: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  return { child, errors: () => errors, exited: once(child, 'exit') };
}

async function ready(child: ChildProcess): Promise<{ http: string; grpc: string }> {
  if (child.stdout === null) throw new Error('no stdout');
  for await (const line of createInterface(child.stdout)) return JSON.parse(line);
  throw new Error('central ended before it was ready');
}

test('central says that it is ready, shows the first token once, and stops within 5 s', async () => {
  const first = start();
  const { http, grpc } = await ready(first.child);
  expect(grpc).toMatch(/^127\.0\.0\.1:\d+$/);
  const file = join(folder, 'data/first-admin-token');
  const token = (await readFile(file, 'utf8')).trim();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(first.errors()).toContain(token);
  const linkFile = join(folder, 'data/setup-link');
  const link = (await readFile(linkFile, 'utf8')).trim();
  expect((await stat(linkFile)).mode & 0o777).toBe(0o600);
  expect(link.startsWith(`${http}/setup#`)).toBe(true);
  expect(first.errors()).toContain(link);
  const answer = await fetch(`${http}/api/v1/nodes`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  const before = Date.now();
  first.child.kill('SIGTERM');
  expect(await first.exited).toEqual([0, null]);
  expect(Date.now() - before).toBeLessThan(5_000);

  const second = start();
  await ready(second.child);
  expect(second.errors()).not.toMatch(/admin token|setup#/);
});

test('one central per data directory; a kill -9 leaves nothing behind', async () => {
  const first = start();
  await ready(first.child);
  const second = start();
  expect(await second.exited).toEqual([1, null]);
  expect(second.errors()).toContain(`Another central (pid ${first.child.pid}) uses`);
  first.child.kill('SIGKILL');
  await first.exited;
  await ready(start().child);
});

test('a bad setting stops the start with its name', async () => {
  const { exited, errors } = start({ VPSPILOT_HTTP_PORT: 'many' });
  expect(await exited).toEqual([1, null]);
  expect(errors()).toContain('VPSPILOT_HTTP_PORT');
  expect(errors()).not.toContain('    at ');
});
