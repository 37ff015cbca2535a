/**
 * Runs inside a test host: a whole life of releases under the real systemd, told as one JSON line.
 * Started by test/hosts/systemd.test.ts.
 */
import { readFile } from 'node:fs/promises';
import { runCommand, tryCommand } from '../../lib/run-command.ts';
import { createHealth } from '../../node-agent/adapters/health.ts';
import { Systemd } from '../../node-agent/adapters/systemd.ts';
import type { Release, Step } from '../../node-agent/ports.ts';
import { makeRelease, type ReleaseOptions, testProject } from './releases.ts';

// As the agent's own unit has it.
process.umask(0o077);

const root = '/opt/vpspilot';
const services = new Systemd({ root, unitDirectory: '/etc/systemd/system' });
const health = createHealth();
const results: Record<string, unknown> = {};
const project = testProject(root, 1);

function step(output: string[] = []): Step {
  return {
    signal: new AbortController().signal,
    output: (text) => void output.push(text),
    warn() {},
    note() {},
  };
}

async function start(options: ReleaseOptions): Promise<Release> {
  const release = await makeReadable(options);
  await services.start(release, project.folders, step().signal);
  return release;
}

/** What is in a store everybody may read. */
async function makeReadable(options: ReleaseOptions): Promise<Release> {
  const release = await makeRelease(root, project, options);
  await runCommand(['chmod', '-R', 'a+rX', `${root}/store`]);
  return release;
}

async function ask(port: number, path = '/'): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  return answer.text();
}

async function waitFor(condition: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Answers questions about itself. */
const inquisitive = `
const { createServer } = require('node:http');
const fs = require('node:fs');
const attempt = (work) => { try { return String(work()); } catch (error) { return error.code; } };
const answers = {
  '/': () => 'ok',
  '/env': () => JSON.stringify(process.env),
  '/uid': () => String(process.getuid()),
  '/write-storage': () => attempt(() => { fs.appendFileSync(__dirname + '/storage/count', 'x'); return fs.readFileSync(__dirname + '/storage/count', 'utf8'); }),
  '/write-own': () => attempt(() => fs.writeFileSync(__dirname + '/new', 'x')),
  '/read-env-file': () => attempt(() => fs.readFileSync('${root}/projects/project-1-app1/releases/1/.env')),
  '/home': () => attempt(() => { fs.writeFileSync(process.env.HOME + '/file', 'x'); return 'written'; }),
  '/processes': () => String(fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).length),
  '/eat': () => { const kept = []; for (;;) kept.push(Buffer.alloc(16e6, 1)); },
  '/exit': () => process.exit(3),
};
console.log('out: listening');
console.error('err: listening');
createServer((request, response) => response.end(answers[request.url]())).listen(process.env.PORT);
`;

async function firstRelease(): Promise<Release> {
  const environment: Record<string, string> = JSON.parse(
    await readFile('/root/values.json', 'utf8'),
  );
  const options = {
    number: 1,
    port: 20_001,
    code: inquisitive,
    files: { 'app/storage/.keep': '' },
    environment,
    config: { storage: ['storage', 'made/later'], resources: { memory_limit: '150M' } },
  };
  const release = await start(options);
  await health.untilHealthy(release, services.ended(release, step().signal), step());
  for (const path of [
    'env',
    'uid',
    'write-storage',
    'write-own',
    'read-env-file',
    'home',
    'processes',
  ]) {
    results[path] = await ask(20_001, `/${path}`);
  }
  results['running'] = await services.state(release);
  return release;
}

async function timings(): Promise<void> {
  const figures: { startMs: number; healthyMs: number; stopMs: number }[] = [];
  for (let number = 10; number < 15; number += 1) {
    const code = `require('node:http').createServer((q, s) => s.end('v')).listen(process.env.PORT)`;
    const release = await makeReadable({ number, port: 20_000 + number, code });
    const began = performance.now();
    await services.start(release, project.folders, step().signal);
    const started = performance.now();
    await health.untilHealthy(release, services.ended(release, step().signal), step());
    const healthy = performance.now();
    await services.stop(release, 5_000);
    figures.push({
      startMs: Math.round(started - began),
      healthyMs: Math.round(healthy - began),
      stopMs: Math.round(performance.now() - healthy),
    });
  }
  results['timings'] = figures;
}

async function endsAndCrashes(release: Release): Promise<void> {
  const ended = services.ended(release, step().signal);
  const askedAt = performance.now();
  await ask(20_001, '/exit').catch(() => undefined);
  results['ended'] = await ended;
  results['endedAfterMs'] = Math.round(performance.now() - askedAt);
  // Its end is told from the stop hook, a moment before systemd has put it on its waiting list.
  await waitFor(async () => (await services.state(release)).state !== 'absent', 5_000);
  results['whileWaiting'] = await services.state(release);
  await waitFor(async () => (await services.state(release)).state === 'running');
  results['restarted'] = await services.state(release);
  await health.untilHealthy(release, new Promise(() => undefined), step());
  const eaten = services.ended(release, step().signal);
  await ask(20_001, '/eat').catch(() => undefined);
  results['eaten'] = await eaten;
}

async function neverUp(): Promise<void> {
  const release = await start({
    number: 2,
    port: 20_002,
    code: `console.error('no database'); process.exit(7)`,
  });
  const unhealthy = await health
    .untilHealthy(release, services.ended(release, step().signal), step())
    .catch((error: Error) => error.message);
  results['neverUp'] = unhealthy;
  await waitFor(async () => (await services.state(release)).state === 'failed');
  results['givenUp'] = await services.state(release);
  await services.stop(release, 1_000);
  results['afterStop'] = await services.state(release);
}

async function notStartable(): Promise<void> {
  const release = await makeRelease(root, project, {
    number: 3,
    port: 20_003,
    files: { 'bin/start': 'x' },
  });
  await runCommand(['chmod', '0644', `${release.storePath}/bin/start`]);
  results['notStartable'] = await services
    .start(release, project.folders, step().signal)
    .catch((error: Error) => error.message);
}

async function releaseCommands(release: Release): Promise<void> {
  const output: string[] = [];
  const command = 'echo "port $PORT in $(basename "$PWD")"; echo wrong >&2; echo 100%; id -un';
  await services.runOnce(release, project.folders, command, step(output));
  results['runOnce'] = output;
  results['runOnceFailed'] = await services
    .runOnce(release, project.folders, 'exit 5', step())
    .catch((error: Error) => error.message);
  const cancel = new AbortController();
  setTimeout(() => cancel.abort(new Error('canceled')), 500);
  const canceled = { ...step(), signal: cancel.signal };
  results['runOnceCanceled'] = await services
    .runOnce(release, project.folders, 'sleep 300', canceled)
    .catch((error: Error) => error.message);
  results['leftSleeping'] = (await tryCommand(['pgrep', '-x', 'sleep'])).stdout;
}

async function stopping(): Promise<void> {
  const code = `process.on('SIGTERM', () => {}); require('node:http').createServer((q, s) => s.end('v')).listen(process.env.PORT)`;
  const stubborn = await start({ number: 5, port: 20_005, code });
  await health.untilHealthy(stubborn, new Promise(() => undefined), step());
  const ended = services.ended(stubborn, step().signal);
  const began = performance.now();
  await services.stop(stubborn, 500);
  results['stubbornMs'] = Math.round(performance.now() - began);
  results['stoppedEnd'] = (await ended).state;
}

const first = await firstRelease();
await timings();
results['score'] = (
  await tryCommand(['systemd-analyze', 'security', '--no-pager', 'vpspilot-project-1@1.service'])
).stdout.match(/level for .*: ([0-9.]+)/)?.[1];
await endsAndCrashes(first);
await neverUp();
await notStartable();
await releaseCommands(first);
await stopping();
await services.enableOnly(first);
results['list'] = await services.list();
results['enabled'] = (
  await tryCommand(['systemctl', 'is-enabled', 'vpspilot-project-1@1.service'])
).stdout;
const lines: { text: string; stderr: boolean }[] = [];
for await (const { text, stderr } of services.logs(
  project.project,
  project.folders,
  { lines: 1000, follow: false },
  step().signal,
)) {
  lines.push({ text, stderr });
}
results['logs'] = lines;
results['unitText'] = await readFile('/etc/systemd/system/vpspilot-project-1@1.service', 'utf8');
console.log(JSON.stringify(results));
process.exit(0);
