import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitCodes } from '../../cli/exit-codes.ts';
import { cliWithCentral } from '../support/cli-with-central.ts';
import { fakeToken, sendProblem } from '../support/fake-central-http.ts';

const { central, run } = cliWithCentral();

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'vpspilot-cli-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('login', () => {
  test('checks the token and keeps it for this user only', async () => {
    const env = { XDG_CONFIG_HOME: home, VPSPILOT_TOKEN: '' };
    const { stdout, exit } = await run(`login ${central().url} --token-stdin`, {
      input: `${fakeToken}\n`,
      env,
    });
    expect(stdout).toContain(`Logged in at ${central().url} as ada, admin`);
    expect(exit).toBe(exitCodes.ok.code);
    const file = join(home, 'vpspilot', 'config.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const name = new URL(central().url).host;
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      current: name,
      servers: { [name]: { server: central().url, token: fakeToken } },
    });
    central().on('GET /api/v1/projects', () => ({ items: [], next: null }));
    expect((await run('projects', { env: { ...env, VPSPILOT_SERVER: '' } })).exit).toBe(0);
    const elsewhere = { ...env, VPSPILOT_SERVER: 'http://127.0.0.1:9' };
    expect((await run('projects', { env: elsewhere })).stderr).toContain(
      'a token for http://127.0.0.1:9',
    );
  });

  test('a wrong token is refused and not kept', async () => {
    const { stderr, exit } = await run('login --token-stdin', { input: 'vpp_wrong' });
    expect(stderr).toContain('This needs a valid API token');
    expect(exit).toBe(exitCodes.notAllowed.code);
  });

  test('without a terminal it names --token-stdin', async () => {
    const { stderr, exit } = await run('login');
    expect(stderr).toContain('--token-stdin');
    expect(exit).toBe(exitCodes.usage.code);
  });
});

describe('errors', () => {
  test('without a login', async () => {
    const { stderr, exit } = await run('projects', {
      env: { VPSPILOT_SERVER: '', VPSPILOT_TOKEN: '' },
    });
    expect(stderr).toContain('vpspilot login');
    expect(exit).toBe(exitCodes.notAllowed.code);
  });

  test('central is not there', async () => {
    await central().stop();
    const { stderr, exit } = await run('projects');
    expect(stderr).toContain('connection refused');
    expect(exit).toBe(exitCodes.unreachable.code);
  });

  test('something else answers', async () => {
    central().on('GET /api/v1/projects', (_, response) => response.end('<html>'));
    const { stderr, exit } = await run('projects');
    expect(stderr).toContain('does not answer like a vpspilot central');
    expect(exit).toBe(exitCodes.unreachable.code);
  });

  test.each([
    [403, 'forbidden', exitCodes.notAllowed.code],
    [404, 'project_not_found', exitCodes.notFound.code],
    [409, 'no_live_release', exitCodes.refused.code],
    [500, 'internal_error', exitCodes.internal.code],
  ])(
    'an answer %i ends with its own exit code, with message, hint and code',
    async (status, code, expected) => {
      central().on('GET /api/v1/projects/shop', (_, response) =>
        sendProblem(response, status, code, 'That is so', 'Do this'),
      );
      const { stdout, stderr, exit } = await run('projects show shop --json');
      expect(stderr).toContain('That is so\n  → Do this\n');
      expect(JSON.parse(stdout)).toEqual({
        error: { code, message: 'That is so', hint: 'Do this' },
      });
      expect(exit).toBe(expected);
    },
  );
});
