import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHealth } from '../../node-agent/adapters/health.ts';
import { ProcessSupervisor } from '../../node-agent/adapters/process-supervisor.ts';
import type { Release, Step } from '../../node-agent/ports.ts';
import { freePort } from '../support/caddy.ts';
import { ask } from '../support/http.ts';
import {
  makeRelease,
  type ReleaseOptions,
  type TestProject,
  testProject,
} from '../support/releases.ts';

const never = new AbortController().signal;
const health = createHealth();
const answering = `require('node:http').createServer((q, s) => s.end(JSON.stringify({ env: process.env, pid: process.pid, cwd: process.cwd() }))).listen(process.env.PORT)`;

let root: string;
let services: ProcessSupervisor;
let app: TestProject;

function supervisor() {
  return new ProcessSupervisor({ stateDirectory: join(root, 'state'), stopAppsOnExit: false });
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vpspilot-supervisor-'));
  services = supervisor();
  app = testProject(root, 1);
});
afterEach(async () => {
  await services.remove(app.project);
  await rm(root, { recursive: true, force: true });
});

function step(output: string[] = []): Step {
  return { signal: never, output: (text) => void output.push(text), warn() {}, note() {} };
}

async function start(options: Partial<ReleaseOptions> = {}): Promise<Release> {
  const complete = { number: 1, port: await freePort(), code: answering, ...options };
  const release = await makeRelease(root, app, complete);
  await services.start(release, app.folders, never);
  return release;
}

const untilHealthy = (release: Release) =>
  health.untilHealthy(release, services.ended(release, never), step());

async function answer({ port }: Release) {
  return JSON.parse((await ask({ port, host: 'app1.localhost' })).body);
}

async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  return !stat.includes(') Z');
}

test('the environment is that of .env; nothing of the agent’s own leaks', async () => {
  process.env['AGENT_SECRET'] = 'must not leak';
  const value = `it's "q" #1\n$HOME=\\`;
  const release = await start({ environment: { VALUE: value } });
  await untilHealthy(release);
  const { env } = await answer(release);
  expect(env).toMatchObject({ VALUE: value, PORT: String(release.port) });
  expect(env.HOME).toBe(join(app.folders.shared, '.home'));
  expect(env).not.toHaveProperty('AGENT_SECRET');
  expect(await services.state(release)).toMatchObject({ state: 'running', restarts: 0 });
});

test('storage folders are writable and shared; the release is as it was', async () => {
  const code = `const fs = require('node:fs'); fs.appendFileSync('storage/deep/count', 'x'); ${answering}`;
  const files = { 'app/storage/deep/.keep': '', 'app/other/file': 'kept' };
  const config = { storage: ['storage/deep', 'new'] };
  for (const number of [1, 2]) {
    const release = await start({ number, code, files, config });
    await untilHealthy(release);
    expect((await answer(release)).cwd).toBe(join(app.folders.release(number), 'app'));
    await services.stop(release, 5_000);
  }
  expect(await readFile(join(app.folders.shared, 'storage/deep/count'), 'utf8')).toBe('xx');
  expect(await readdir(join(root, 'store/app1-1/app/storage/deep'))).toEqual(['.keep']);
});

test('an agent that was killed finds its application again, untouched, and is told of its end', async () => {
  const port = await freePort();
  const agent = await startAgent(port, answering);
  agent.child.kill('SIGKILL');
  await once(agent.child, 'exit');

  services = supervisor();
  const release = { number: 1, project: app.project };
  expect(await services.state(release)).toMatchObject({ state: 'running', pid: agent.pid });
  expect(await services.list()).toEqual([{ projectId: 1, number: 1 }]);
  const ended = services.ended(release, never);
  process.kill(agent.pid, 'SIGKILL');
  expect(await ended).toMatchObject({ state: 'failed' });
  // Still looked after: it is started again.
  await expect
    .poll(() => services.state(release), { timeout: 10_000 })
    .toMatchObject({
      state: 'running',
      restarts: 1,
    });
});

test('an adopted application is stopped like any other', async () => {
  const agent = await startAgent(await freePort(), answering);
  agent.child.kill('SIGKILL');
  await once(agent.child, 'exit');
  services = supervisor();
  await services.stop({ number: 1, project: app.project }, 5_000);
  expect(await isAlive(agent.pid)).toBe(false);
  expect(await services.list()).toEqual([]);
});

test('the agent’s end takes its applications along only when told so', async () => {
  for (const mode of ['stop', 'keep']) {
    const agent = await startAgent(await freePort(), answering, mode);
    agent.child.kill('SIGTERM');
    await once(agent.child, 'exit');
    expect(await isAlive(agent.pid)).toBe(mode === 'keep');
  }
  services = supervisor();
});

test('a crash is told at once and the application started again; three in a minute are enough', async () => {
  const release = await start({ code: `console.error('no database'); process.exit(7)` });
  const error = await untilHealthy(release).catch((thrown: Error) => thrown);
  expect(String(error)).toContain('exit code 7');
  expect(String(error)).toContain('no database');
  await expect
    .poll(() => services.state(release), { timeout: 20_000 })
    .toMatchObject({
      state: 'failed',
      exitCode: 7,
      reason: expect.stringContaining('given up after 3 times'),
      lastLines: expect.arrayContaining(['no database']),
    });
});

test('what the main process leaves behind is ended too, and what ignores SIGTERM is killed', async () => {
  const code = `
    const { spawn } = require('node:child_process');
    const child = spawn('sleep', ['300']);
    process.on('SIGTERM', () => {});
    require('node:http').createServer((q, s) => s.end(JSON.stringify(child.pid))).listen(process.env.PORT);
  `;
  const release = await start({ code });
  await untilHealthy(release);
  const child: number = await answer(release);
  const began = performance.now();
  const ended = services.ended(release, never);
  await services.stop(release, 300);
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(await isAlive(child)).toBe(false);
  expect(await ended).toEqual({ state: 'absent' });
  expect(await services.state(release)).toEqual({ state: 'absent' });
});

test('a program that cannot be started', async () => {
  const release = await makeRelease(root, app, { number: 1, port: 1, files: { 'app/x': '' } });
  await expect(services.start(release, app.folders, never)).rejects.toMatchObject({
    code: 'start_failed',
  });
  expect(await services.list()).toEqual([]);
});

test('the release command has the application’s environment and can be canceled', async () => {
  const release = await makeRelease(root, app, { number: 1, port: 20_001, code: answering });
  const output: string[] = [];
  await services.runOnce(release, app.folders, 'echo "port $PORT"; echo wrong >&2', step(output));
  expect(output.toSorted()).toEqual(['port 20001', 'wrong']);
  await expect(services.runOnce(release, app.folders, 'exit 4', step())).rejects.toMatchObject({
    code: 'release_command_failed',
  });
  const cancel = AbortSignal.timeout(300);
  const canceled = services.runOnce(release, app.folders, 'sleep 300', {
    ...step(),
    signal: cancel,
  });
  await expect(canceled).rejects.toThrow();
});

test('logs: past lines, then live ones, both streams', async () => {
  const code = `console.log('first'); console.error('bad'); setInterval(() => console.log('tick'), 50); ${answering}`;
  const release = await start({ code });
  await untilHealthy(release);
  const stop = new AbortController();
  const seen: string[] = [];
  for await (const { text, stderr } of services.logs(
    app.project,
    app.folders,
    { lines: 100, follow: true },
    stop.signal,
  )) {
    seen.push(`${stderr ? 'err' : 'out'} ${text}`);
    if (seen.filter((line) => line === 'out tick').length >= 20) stop.abort();
  }
  expect(seen).toContain('out first');
  expect(seen).toContain('err bad');
});

test('from start to healthy: what the platform itself adds is small', async () => {
  const times: number[] = [];
  for (let number = 1; number <= 5; number += 1) {
    const began = performance.now();
    const release = await start({ number });
    await untilHealthy(release);
    times.push(performance.now() - began);
  }
  // Around 100 ms on a quiet machine, most of it the application's own start.
  expect(Math.min(...times)).toBeLessThan(1_500);
});

async function startAgent(port: number, code: string, mode = 'keep') {
  const program = join(import.meta.dirname, '../support/supervisor-agent.ts');
  const args = [program, join(root, 'state'), root, String(port), code, mode];
  const child: ChildProcess = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  await sleep(300);
  return { child, pid: Number(String(line)) };
}
