import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootHost, type Host } from '../support/hosts/boot-host.ts';

/** Values with everything that means something to a parser, 64 KB among them. */
const values = {
  PLAIN: 'plain',
  QUOTES: `it's "q" #1\n$HOME=\\`,
  LINES: '-----BEGIN KEY-----\nabc==\n-----END KEY-----\n',
  WINDOWS: 'a\r\nb',
  SPACES: '  x\ty  ',
  UNICODE: 'grüße 你好 😀',
  DOLLAR: '$HOME $\u007bHOME} $(id) %n %%',
  EMPTY: '',
  LONG: `'"\n#é=`.repeat(9_000),
};

const scenario = join(import.meta.dirname, '../support/systemd-scenario.ts');

describe('releases under a real systemd', () => {
  let host: Host;
  let results: Record<string, never>;

  beforeAll(async () => {
    host = await bootHost({ kind: 'overlay', name: 'runtime' });
    await host.writeFile('/root/values.json', JSON.stringify(values));
    const { stdout } = await host.run([process.execPath, scenario], { timeoutMs: 240_000 });
    results = JSON.parse(stdout);
  });
  afterAll(() => host?.stop());

  test('the application reads every variable exactly, through systemd’s own parser (K40)', () => {
    expect(JSON.parse(results['env'] ?? '')).toMatchObject(values);
  });

  test('it runs as a user of its own, and reads neither .env nor other processes', () => {
    expect(Number(results['uid'])).toBeGreaterThan(0);
    expect(results['read-env-file']).toBe('EACCES');
    expect(Number(results['processes'])).toBeLessThan(5);
  });

  test('only its storage folders and its home are writable', () => {
    expect(results['write-own']).toMatch(/EROFS|EACCES/);
    expect(results['write-storage']).toBe('x');
    expect(results['home']).toBe('written');
  });

  test('its exposure is 2.0 or less', () => {
    expect(Number(results['score'])).toBeGreaterThan(0);
    expect(Number(results['score'])).toBeLessThanOrEqual(2);
  });

  test('limits, restart policy and log files stand in the unit (K61, K100, K101)', () => {
    const unit: string = results['unitText'] ?? '';
    const [unitSection, service] = unit.split('[Service]');
    expect(unitSection).toContain('StartLimitBurst=3');
    expect(unitSection).toContain('StartLimitIntervalSec=60');
    for (const line of [
      'Restart=always',
      'RestartSec=10',
      'LimitNOFILE=4096',
      'MemoryMax=157286400',
    ]) {
      expect(service).toContain(`\n${line}\n`);
    }
    expect(service).toContain('StandardOutput=append:/opt/vpspilot/logs/project-1.log');
    expect(service).toContain('StandardError=append:/opt/vpspilot/logs/project-1.error.log');
  });

  test('the end of the process is told at once, and systemd starts it again', () => {
    expect(results['ended']).toMatchObject({ state: 'failed', exitCode: 3 });
    expect(results['endedAfterMs']).toBeLessThan(3_000);
    expect(results['whileWaiting']).toEqual({ state: 'starting' });
    expect(results['restarted']).toMatchObject({ state: 'running', restarts: 1 });
  });

  test('more memory than allowed ends it, and says so (K100)', () => {
    expect(results['eaten']).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('memory'),
    });
  });

  test('a release that never comes up is given up, with its own last words', () => {
    expect(results['neverUp']).toContain('exit code 7. It said:\nno database');
    expect(results['givenUp']).toMatchObject({ state: 'failed', exitCode: 7 });
    expect(results['afterStop']).toEqual({ state: 'absent' });
  });

  test('a program that cannot be started is said to be that', () => {
    expect(results['notStartable']).toContain('could not be started: Failed');
  });

  test('the release command has the variables, tools and user of the application', () => {
    expect(results['runOnce']).toEqual(
      expect.arrayContaining(['port 20001 in app', '100%', 'vpspilot-p1', 'wrong']),
    );
    expect(results['runOnceFailed']).toContain('exit code 5');
  });

  test('a canceled release command really ends', () => {
    expect(results['runOnceCanceled']).toBe('canceled');
    expect(results['leftSleeping']).toBe('');
  });

  test('what ignores SIGTERM is killed after the grace', () => {
    expect(results['stubbornMs']).toBeGreaterThan(450);
    expect(results['stubbornMs']).toBeLessThan(5_000);
    expect(results['stoppedEnd']).toBe('absent');
  });

  test('standard output and errors are kept apart (K99)', () => {
    expect(results['logs']).toContainEqual({ text: 'out: listening', stderr: false });
    expect(results['logs']).toContainEqual({ text: 'err: listening', stderr: true });
  });

  test('the live release comes back after a reboot, no other', async () => {
    expect(results['list']).toEqual([{ projectId: 1, number: 1 }]);
    await host.reboot();
    const { stdout } = await host.run(['systemctl', 'is-active', 'vpspilot-project-1@1.service']);
    expect(stdout.trim()).toBe('active');
    const env = await host.run([
      'curl',
      '-sS',
      '--retry',
      '50',
      '--retry-connrefused',
      '--retry-delay',
      '1',
      'http://127.0.0.1:20001/uid',
    ]);
    expect(env.stdout).toBe(results['uid']);
  });
});
