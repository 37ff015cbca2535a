import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand, tryCommand } from '../../lib/run-command.ts';
import { ask } from '../../scripts/platform/poller.ts';

const root = join(import.meta.dirname, '../..');
const node = join(root, 'node_modules/.bin/node');
const script = (name: string) => join(root, 'scripts', `${name}.ts`);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vpspilot-demo-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('vpspilot demo --once', () => {
  test('K6 K10 K11 K63 K78: the whole story, no request fails, bad deployments change nothing', async () => {
    const options = [
      '--once',
      '--json',
      '--toolchains',
      'offline',
      '--folder',
      join(folder, 'once'),
    ];
    const { exitCode, stdout } = await tryCommand([node, script('demo'), ...options]);
    const figures = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(figures).toMatchObject({
      failed_requests: 0,
      bad_deploys: { build: 'kept', crash: 'kept', unhealthy: 'kept' },
      push_to_live_ms: [expect.any(Number), expect.any(Number)],
      config_change_to_live_ms: expect.any(Number),
      rollback_ms: expect.any(Number),
      agent_rss_mb: expect.any(Number),
      central_rss_mb: expect.any(Number),
    });
    expect(figures.requests).toBeGreaterThan(100);
    expect(exitCode).toBe(0);
    expect(await processesOf(join(folder, 'once'))).toEqual([]);
  });
});

describe('vpspilot demo', () => {
  const home = () => join(folder, 'demo');

  test('push-hook deploys a commit; Ctrl-C stops everything; the next start goes on there', async () => {
    const first = await startDemo(home());
    const repository = join(home(), 'nodejs-hello');
    const page = join(repository, 'page.html');
    await writeFile(page, (await readFile(page, 'utf8')).replace('deployed by', 'brought by'));
    await runCommand(['git', '-C', repository, 'commit', '-q', '-a', '-m', 'New words']);
    const pushed = await runCommand([node, script('push-hook'), repository]);
    expect(pushed.stdout).toContain('Live after');
    expect((await ask({ ...first.app, path: '/' })).body).toContain('brought by vpspilot');
    expect(await first.interrupt()).toBe(0);
    expect(await processesOf(home())).toEqual([]);

    const second = await startDemo(home());
    expect(second.output()).not.toContain('Deploying');
    expect((await ask({ ...second.app, path: '/' })).body).toContain('brought by vpspilot');
    await second.interrupt();
  });

  test('a start after a kill -9 ends what was left and goes on; two at once are refused', async () => {
    const first = await startDemo(home());
    const refused = await tryCommand([node, script('demo'), '--folder', home()]);
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.stderr).toContain('It runs already');
    first.child.kill('SIGKILL');
    await once(first.child, 'close');
    const second = await startDemo(home());
    expect((await ask({ ...second.app, path: '/health' })).status).toBe(200);
    await second.interrupt();
    expect(await processesOf(home())).toEqual([]);
  });

  test('a folder with something else in it is not removed', async () => {
    const other = join(folder, 'other');
    await runCommand(['mkdir', other]);
    await writeFile(join(other, 'letter.txt'), 'dear');
    const { exitCode, stderr } = await tryCommand([
      node,
      script('demo'),
      '--reset',
      '--folder',
      other,
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('holds something that no demo has put there');
    expect(await readFile(join(other, 'letter.txt'), 'utf8')).toBe('dear');
  });
});

async function startDemo(home: string) {
  const child = spawn(node, [script('demo'), '--toolchains', 'offline', '--folder', home], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = await untilSaid(child, 'Ready after');
  const port = Number(/nodejs-hello\.localhost:(\d+)/.exec(output())?.[1]);
  return {
    child,
    output,
    app: { port, host: 'nodejs-hello.localhost' },
    async interrupt(): Promise<unknown> {
      const closed = once(child, 'close');
      child.kill('SIGINT');
      return (await closed)[0];
    },
  };
}

async function untilSaid(child: ChildProcess, words: string): Promise<() => string> {
  let text = '';
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(words)) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('close', (code) => reject(new Error(`ended with ${code}:\n${text}`)));
  });
  return () => text;
}

/** Whatever still has the folder in its command line or works below it. */
async function processesOf(home: string): Promise<string[]> {
  const { stdout } = await tryCommand(['pgrep', '-af', home]);
  return stdout.split('\n').filter((line) => line !== '' && !line.includes('pgrep'));
}
