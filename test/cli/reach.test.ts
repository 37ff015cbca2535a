import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitCodes } from '../../cli/exit-codes.ts';
import { createIo } from '../../cli/io.ts';
import { timeOf } from '../../cli/parse-time.ts';
import { createProgram } from '../../cli/program.ts';
import { parseServers } from '../../cli/servers.ts';
import { addNode, type HttpCentral, startHttpCentral } from '../support/http-central.ts';
import { runCli } from '../support/run-cli.ts';

/** What the command line reaches, against the real central. */
let central: HttpCentral;
let address: string;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'vpspilot-cli-reach-'));
  central = await startHttpCentral();
  await addNode(central.context);
  address = await central.listen();
  await run('projects create shop -r https://github.com/acme/shop.git');
});

afterAll(async () => {
  await central.close();
  await rm(home, { recursive: true, force: true });
});

function run(args: string, input = '', env: Record<string, string> = {}) {
  const login = { VPSPILOT_SERVER: address, VPSPILOT_TOKEN: central.tokens.admin };
  return runCli(args.split(' '), { env: { ...login, XDG_CONFIG_HOME: home, ...env }, input });
}

async function json(args: string, input = '') {
  const { stdout, stderr, exit } = await run(`${args} --json`, input);
  expect({ stderr, exit }).toEqual({ stderr: expect.any(String), exit: 0 });
  return JSON.parse(stdout);
}

describe('reach', () => {
  test('a project is changed and deleted', async () => {
    expect((await json('projects update shop --branch next')).project.branch).toBe('next');
    expect((await run('projects update shop')).exit).toBe(exitCodes.usage.code);
    await run('projects create gone -r https://github.com/acme/gone.git');
    const asked = await run('projects delete gone');
    expect(asked).toMatchObject({ exit: exitCodes.usage.code });
    expect(asked.stderr).toContain('--yes');
    expect((await run('projects delete gone --yes')).exit).toBe(0);
    expect((await run('projects show gone')).exit).toBe(exitCodes.notFound.code);
  });

  test('domains', async () => {
    expect((await run('domains add shop shop.example.org')).stdout).toContain('shop.example.org');
    expect((await run('domains shop')).stdout).toMatch(/^shop\.example\.org +http/m);
    expect((await run('domains remove shop shop.example.org --yes')).exit).toBe(0);
  });

  test('secrets: import, preview, history, diff, reveal, export, restore', async () => {
    const first = await json('secrets import shop - --no-deploy', 'A=1\nB=2\n');
    expect(first.environmentVersion).toBe(1);
    expect(await json('secrets preview shop -', 'A=1\nB=3\nC=4\n')).toMatchObject({
      ...{ added: ['C'], changed: ['B'], same: ['A'] },
    });
    await run('secrets import shop - --no-deploy', 'B=3\n');
    expect((await run('secrets reveal shop B')).stdout).toBe('3\n');
    expect((await run('secrets export shop')).stdout).toMatch(/^B=.?3.?$/m);
    expect((await json('secrets history shop')).items).toHaveLength(2);
    expect((await run('secrets diff shop 1 2')).stdout).toMatch(/^changed +B$/m);
    await run('secrets restore shop 1 --no-deploy');
    expect((await run('secrets reveal shop B')).stdout).toBe('2\n');
  });

  test('tokens: the made one works until it is revoked', async () => {
    const made = await run('tokens create ci --role viewer --project shop --days 9');
    const token = made.stdout.trim();
    expect(token).toMatch(/^vpp_/);
    const login = { VPSPILOT_TOKEN: token };
    expect((await run('projects', '', login)).stdout).toMatch(/^shop/m);
    expect((await run('tokens')).stdout).toMatch(/^ci +viewer +shop +all of it/m);
    expect((await run('tokens revoke ci --yes')).exit).toBe(0);
    expect((await run('projects', '', login)).exit).toBe(exitCodes.notAllowed.code);
    expect((await run('tokens revoke nothing --yes')).exit).toBe(exitCodes.notFound.code);
  });

  test('members are invited; roles have names', async () => {
    const invited = await run('members invite ada@example.org deployer');
    expect(invited.stdout).toMatch(/^http.*\/invitation#\S+\n$/);
    expect((await run('members invite ada@example.org king')).exit).toBe(exitCodes.usage.code);
    expect((await json('members')).items).toEqual([]);
    expect((await json('members --project shop')).items).toEqual([]);
  });

  test('the audit log, and its export', async () => {
    expect((await run('audit --project shop --action secret --limit 2')).stdout).toContain(
      'secret',
    );
    expect((await run('audit export --since 1h')).stdout).toMatch(/^id,at,actor,action/);
    expect((await json('audit export')).length).toBeGreaterThan(3);
    expect((await run('audit --since yesterday')).exit).toBe(exitCodes.usage.code);
  });

  test('nodes, deployments, notifications and GitHub', async () => {
    expect((await run('nodes show oslo')).stdout).toMatch(/State +never connected/);
    expect((await run('nodes disk oslo')).exit).toBe(exitCodes.refused.code);
    await run('deploy shop --no-follow');
    expect((await json('deployments compare shop 1')).against).toBeNull();
    expect((await run('deployments log shop 1')).exit).toBe(0);
    const added = await json('notifications add email ops@example.org --project shop');
    expect(added.channel).toMatchObject({ kind: 'email', project: 'shop' });
    expect((await run('notifications')).stdout).toContain('email');
    expect((await run(`notifications remove ${added.channel.id} --yes`)).exit).toBe(0);
    await run('github connect acme', 'ghp_0123456789abcdef0123456789abcdef0123\n');
    expect((await run('github')).stdout).toMatch(/^acme/m);
    expect((await run('github remove acme --yes')).exit).toBe(0);
  });

  test('the dashboard’s address', async () => {
    expect((await run('open shop --print')).stdout).toBe(`${address}/projects/shop\n`);
    expect(await json('open')).toEqual({ url: address, opened: false });
  });
});

describe('several servers', () => {
  const bare = { VPSPILOT_SERVER: '', VPSPILOT_TOKEN: '' };

  test('each has a name and a login of its own', async () => {
    const login = `login ${address} --token-stdin --name`;
    await run(`${login} one`, central.tokens.admin, bare);
    await run(`${login} two`, central.tokens.viewer, bare);
    expect((await run('servers', '', bare)).stdout).toMatch(/^● +two +http/m);
    expect((await run('audit', '', bare)).exit).toBe(exitCodes.notAllowed.code);
    expect((await run('audit --server one', '', bare)).exit).toBe(0);
    expect((await run('audit', '', { ...bare, VPSPILOT_SERVER: 'one' })).exit).toBe(0);
    await run('servers use one', '', bare);
    expect((await run('audit', '', bare)).exit).toBe(0);
    expect((await run('servers remove one', '', bare)).exit).toBe(0);
    expect((await run('servers use one', '', bare)).exit).toBe(exitCodes.notFound.code);
  });

  test('the file of the first version is read', () => {
    const login = { server: 'https://a.example', token: 't' };
    expect(parseServers(JSON.stringify(login))).toEqual({
      current: 'a.example',
      servers: { 'a.example': login },
    });
  });
});

describe('completion', () => {
  test('commands, options, and names that central knows', async () => {
    expect((await run('__complete -- secrets im')).stdout).toBe('import\n');
    expect((await run('__complete -- deploy --no')).stdout).toBe('--no-follow\n');
    expect((await run('__complete -- deploy sh')).stdout).toBe('shop\n');
    expect((await run('__complete -- nodes show o')).stdout).toBe('oslo\n');
    const away = { VPSPILOT_SERVER: 'http://127.0.0.1:9' };
    expect(await run('__complete -- deploy sh', '', away)).toMatchObject({ stdout: '', exit: 0 });
  });

  test('a script for each shell', async () => {
    for (const shell of ['bash', 'zsh', 'fish']) {
      expect((await run(`completion ${shell}`)).stdout).toContain('vpspilot __complete --');
    }
    expect((await run('completion tcsh')).exit).toBe(exitCodes.usage.code);
  });
});

test('every command has --json and --server', () => {
  const io = createIo({ ...process, stdin: process.stdin }, {});
  const leaves = (command: Command): Command[] =>
    command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
  const others = new Set(['demo', 'central', 'agent', 'push-hook', 'test', 'bench', '__complete']);
  const missing = leaves(createProgram(io)).filter((command) => {
    if (others.has(command.name()) && command.parent?.name() === 'vpspilot') return false;
    const options = command.options.map(({ long }) => long);
    return !options.includes('--json') || !options.includes('--server');
  });
  expect(missing.map((command) => command.name())).toEqual([]);
});

test('times are said as people say them', () => {
  const now = Date.parse('2026-05-02T10:00:00Z');
  expect(timeOf('2h', now)).toBe('2026-05-02T08:00:00.000Z');
  expect(timeOf('3d', now)).toBe('2026-04-29T10:00:00.000Z');
  expect(timeOf('2026-05-01T00:00:00Z', now)).toBe('2026-05-01T00:00:00.000Z');
  expect(() => timeOf('soon', now)).toThrow('is not a time');
});
