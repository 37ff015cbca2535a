import type { ServerResponse } from 'node:http';
import { beforeEach, describe, expect, test } from 'vitest';
import { exitCodes } from '../../cli/exit-codes.ts';
import {
  eventStream,
  FakeCentralHttp,
  fakeDeployment,
  fakeProject,
  fakeToken,
} from '../support/fake-central-http.ts';
import { type CliOptions, runCli, spawnCli } from '../support/run-cli.ts';

let central: FakeCentralHttp;
beforeEach(async () => {
  central = await FakeCentralHttp.start();
  central.on('POST /api/v1/projects/shop/deployments', () => fakeDeployment());
  central.on('POST /api/v1/projects/shop/rollback', () =>
    fakeDeployment({ kind: 'rollback', toRelease: 4 }),
  );
  return () => central.stop();
});

const run = (args: string, options: CliOptions = {}) =>
  runCli(args.split(' '), {
    ...options,
    env: { VPSPILOT_SERVER: central.url, VPSPILOT_TOKEN: fakeToken, ...options.env },
  });

/** As a process of its own, for what signals and pipes do. */
const spawn = (args: string, onOutput?: CliOptions['onOutput']) =>
  spawnCli(args.split(' '), {
    env: { VPSPILOT_SERVER: central.url, VPSPILOT_TOKEN: fakeToken },
    ...(onOutput === undefined ? {} : { onOutput }),
  });

const at = (ms: number) => 1_700_000_000_000 + ms;
const state = (ms: number, name: string, reason = '') =>
  ['state', { at: at(ms), state: name, reason }] as const;
const step = (ms: number, name: string, more: object) =>
  ['step', { at: at(ms), step: name, ...more }] as const;
const output = (ms: number, text: string) =>
  ['output', { at: at(ms), step: 'build', stderr: false, text }] as const;

type Event = readonly [string, object];

/** What central keeps of a deployment; the first connection may be cut. */
function feed(events: readonly Event[], cutAfter = Infinity) {
  central.on('GET /api/v1/deployments/d7/events', ({ headers }, response: ServerResponse) => {
    const after = Number(headers['last-event-id'] ?? 0);
    sendBetween(response, events, after, after === 0 ? cutAfter : Infinity);
  });
}

function sendBetween(response: ServerResponse, events: readonly Event[], from: number, to: number) {
  const send = eventStream(response);
  for (const [index, [name, data]] of events.entries()) {
    if (index >= from && index < to) send(name, data, name === 'end' ? undefined : index + 1);
  }
  if (to < events.length) setTimeout(() => response.destroy(), 50);
}

function ending(changes: Parameters<typeof fakeDeployment>[0], live: number | null = null) {
  central.on('GET /api/v1/deployments/d7', () => ({ ...fakeDeployment(changes), steps: [] }));
  central.on('GET /api/v1/projects/shop', () =>
    fakeProject({ live: live === null ? null : fakeDeployment({ number: live, state: 'live' }) }),
  );
}

const good: Event[] = [
  state(0, 'running'),
  step(0, 'fetch', { state: 'running' }),
  step(200, 'fetch', { state: 'done', durationMs: 200, note: '3f2a9c1' }),
  step(200, 'build', { state: 'running' }),
  output(300, '> build \u001B[31mred\u001B[2J'),
  step(900, 'build', { state: 'done', durationMs: 700, note: '' }),
  step(900, 'test', { state: 'skipped', durationMs: 0, note: 'no test command' }),
  ['warning', { at: at(950), code: 'x', message: 'No lock file' }],
  step(960, 'switch', { state: 'running' }),
  state(1_000, 'live'),
  step(1_010, 'switch', { state: 'done', durationMs: 50, note: '' }),
];

describe('deploy', () => {
  test('shows each step with its duration, the output and the address', async () => {
    feed(good);
    ending({ state: 'live' });
    const { stdout, stderr, exit } = await spawn('deploy shop');
    expect(stdout.split('\n')).toEqual([
      'Deployment 7 of shop · 3f2a9c1 Fix the cart',
      '',
      '  ✓ fetch         200 ms     3f2a9c1',
      '    │ > build red',
      '  ✓ build         700 ms',
      '  - test          skipped    no test command',
      '  ! No lock file',
      '  ✓ switch        50 ms',
      '',
      '  ● Live after 1.0 s',
      '    https://shop.example.org:8443',
      '',
    ]);
    expect(stderr).toBe('');
    expect(exit).toBe(exitCodes.ok.code);
  });

  test('a failed one ends with 1, its reason, its hint, and what still answers', async () => {
    const failure = {
      code: 'build_failed',
      message: 'npm run build ended with 1',
      hint: 'Look above',
    };
    feed([
      state(0, 'running'),
      step(0, 'build', { state: 'running' }),
      step(500, 'build', { state: 'failed', durationMs: 500, note: '', failure }),
      state(500, 'failed', failure.message),
      ['end', { state: 'failed', finishedAt: at(500) }],
    ]);
    ending({ state: 'failed', failure }, 6);
    const { stdout, exit } = await run('deploy shop');
    expect(stdout).toContain(
      '✗ Failed after 500 ms\n    npm run build ended with 1\n    → Look above\n',
    );
    expect(stdout).toContain('Release 6 is untouched and still answers.');
    expect(exit).toBe(exitCodes.failed.code);
  });

  test('goes on where it broke off when central restarts', async () => {
    feed(good, 5);
    ending({ state: 'live' });
    const { stdout, exit } = await run('deploy shop');
    const resumed = central.requests.filter(({ path }) => path.endsWith('/events'));
    expect(resumed.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '5']);
    expect(stdout).toContain('lost the connection to central; trying again');
    expect(stdout).toContain('connected again');
    expect(stdout.match(/✓ fetch/g)).toHaveLength(1);
    expect(exit).toBe(exitCodes.ok.code);
  });

  test('Ctrl-C stops watching and says how to go on', async () => {
    feed(good.slice(0, 5));
    let isSent = false;
    const { stderr, exit } = await spawn('deploy shop', (text, signal) => {
      if (isSent || !text.includes('> build')) return;
      isSent = true;
      signal('SIGINT');
    });
    expect(stderr).toContain('Stopped watching; the deployment goes on');
    expect(stderr).toContain('vpspilot deployments show shop 7 --follow');
    expect(exit).toBe(exitCodes.interrupted.code);
  });

  test('--json: one object on stdout, progress on stderr', async () => {
    feed(good);
    ending({ state: 'live' });
    const { stdout, stderr } = await run('deploy shop --json');
    expect(JSON.parse(stdout)).toMatchObject({ number: 7, state: 'live' });
    expect(stderr).toContain('✓ fetch');
  });

  test('--no-follow only begins it', async () => {
    const { stdout, exit } = await run('deploy shop --branch other --no-follow');
    expect(stdout).toContain('Deployment 7 of shop is on its way');
    expect(central.bodies('POST /api/v1/projects/shop/deployments')).toEqual([{ branch: 'other' }]);
    expect(exit).toBe(exitCodes.ok.code);
  });

  test('--wait stays for the watch: taken back is a failure', async () => {
    feed([
      ...good,
      step(2_000, 'watch', { state: 'running' }),
      state(3_000, 'rolled_back', 'It stopped answering'),
      ['end', { state: 'rolled_back', finishedAt: at(3_000) }],
    ]);
    ending({ state: 'rolled_back' }, 6);
    const { stdout, exit } = await run('deploy shop --wait');
    expect(stdout).toContain('Taken back');
    expect(stdout).toContain('It stopped answering');
    expect(exit).toBe(exitCodes.failed.code);
  });

  test('the only project needs no name; two do', async () => {
    feed(good);
    ending({ state: 'live' });
    central.on('GET /api/v1/projects', () => ({ items: [fakeProject()], next: null }));
    expect((await run('deploy')).exit).toBe(0);
    central.on('GET /api/v1/projects', () => ({
      items: [fakeProject(), fakeProject({ slug: 'blog' })],
      next: null,
    }));
    const { stderr, exit } = await run('deploy');
    expect(stderr).toContain('shop, blog');
    expect(exit).toBe(exitCodes.usage.code);
  });
});

test('rollback --to', async () => {
  feed(good);
  ending({ state: 'live' });
  const { stdout, exit } = await run('rollback shop --to 4');
  expect(stdout).toContain('rollback to 4');
  expect(central.bodies('POST /api/v1/projects/shop/rollback')).toEqual([{ to: 4 }]);
  expect(exit).toBe(0);
});
