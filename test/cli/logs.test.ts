import { execFile } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { exitCodes } from '../../cli/exit-codes.ts';
import { cliWithCentral } from '../support/cli-with-central.ts';
import { eventStream, fakeDeployment, fakeToken } from '../support/fake-central-http.ts';

const { central, run, spawn } = cliWithCentral();

describe('logs', () => {
  test('of the application', async () => {
    central().on('GET /api/v1/projects/shop/logs', ({ query }, response) => {
      expect(Object.fromEntries(query)).toEqual({ lines: '3', follow: 'false' });
      const send = eventStream(response);
      send('output', { text: 'one', stderr: false, at: 1 });
      send('output', { text: 'two', stderr: true, at: 2 });
      send('end', {});
    });
    expect(await run('logs shop -n 3')).toEqual({ stdout: 'one\ntwo\n', stderr: '', exit: 0 });
  });

  test('of a deployment', async () => {
    central().on('GET /api/v1/deployments/d7/events', (_, response) => {
      const send = eventStream(response);
      send('output', { at: 1, step: 'build', stderr: false, text: 'hello' }, 1);
      send('end', { state: 'live' });
    });
    central().on('GET /api/v1/projects/shop/deployments/7', () => fakeDeployment());
    expect((await run('logs shop --deployment 7')).stdout).toBe('build        hello\n');
    expect((await run('logs shop --deployment 8')).exit).toBe(exitCodes.notFound.code);
  });

  test('Ctrl-C ends following without an error', async () => {
    central().on('GET /api/v1/projects/shop/logs', (_, response) => {
      eventStream(response)('output', { text: 'one', stderr: false, at: 1 });
    });
    const { exit } = await spawn('logs shop -f', { onOutput: (_text, signal) => signal('SIGINT') });
    expect(exit).toBe(0);
  });

  test('a closed pipe is no error', async () => {
    central().on('GET /api/v1/projects/shop/logs', async (_, response) => {
      const send = eventStream(response);
      for (let line = 0; line < 20_000 && !response.destroyed; line += 1) {
        send('output', { text: `line ${line}`, stderr: false, at: 1 });
      }
      send('end', {});
    });
    const main = new URL('../../cli/main.ts', import.meta.url).pathname;
    const env = {
      PATH: process.env['PATH'],
      VPSPILOT_SERVER: central().url,
      VPSPILOT_TOKEN: fakeToken,
    };
    const text = await new Promise<string>((resolve) => {
      const script = '"$0" "$1" logs shop | head -1; echo "$PIPESTATUS"';
      execFile(
        'bash',
        ['--norc', '-c', script, process.execPath, main],
        { env },
        (_error, stdout, stderr) => resolve(stdout + stderr),
      );
    });
    expect(text).toBe('line 0\n0\n');
  });
});
