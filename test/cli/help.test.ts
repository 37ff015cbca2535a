import { describe, expect, test } from 'vitest';
import { exitCodes } from '../../cli/exit-codes.ts';
import { cliWithCentral } from '../support/cli-with-central.ts';
import { spawnCli } from '../support/run-cli.ts';

const { central, run } = cliWithCentral();

describe('help', () => {
  test('vpspilot alone says what there is and where to begin', async () => {
    const { stdout, exit } = await run('');
    for (const word of [
      'deploy',
      'secrets',
      'doctor',
      'demo',
      'central',
      'agent',
      'push-hook',
      'First time?',
    ]) {
      expect(stdout).toContain(word);
    }
    expect(exit).toBe(exitCodes.ok.code);
  });

  const commands = [
    'login',
    'deploy',
    'rollback',
    'logs',
    'doctor',
    'version',
    'config check',
    'projects list',
    'projects create',
    'projects show',
    'secrets list',
    'secrets set',
    'secrets unset',
    'deployments list',
    'deployments show',
    'deployments cancel',
    'nodes list',
    'nodes token',
    'nodes revoke',
    'nodes remove',
    'deliveries list',
    'deliveries show',
    'deliveries replay',
  ];
  test.each(commands)('%s --help has an example and --json', async (command) => {
    const { stdout, exit } = await run(`${command} --help`);
    expect(stdout).toMatch(/Examples:\n {2}\$ vpspilot /);
    expect(stdout).toContain('--json');
    expect(exit).toBe(exitCodes.ok.code);
  });

  test('--help lists the exit codes', async () => {
    const { stdout } = await run('--help');
    for (const { code, meaning } of Object.values(exitCodes)) {
      expect(stdout).toMatch(new RegExp(`${code} +${meaning.slice(0, 20)}`));
    }
  });

  test('an unknown command has a suggestion', async () => {
    const { stderr, exit } = await run('dploy');
    expect(stderr).toContain('Did you mean deploy?');
    expect(exit).toBe(exitCodes.usage.code);
  });

  test.each([
    'deploy --unknown',
    'logs -n many',
    'rollback --to 0',
    'secrets set',
    'deploy a b c',
    'deployments show shop x',
  ])('%s is a wrong command line', async (line) => {
    expect((await run(line)).exit).toBe(exitCodes.usage.code);
  });
});

test('the real program: output, error and exit code of a process', async () => {
  const good = await spawnCli(['version', '--json']);
  expect(JSON.parse(good.stdout)).toMatchObject({ node: process.version });
  expect(good.exit).toBe(0);
  const bad = await spawnCli(['projects']);
  expect(bad).toMatchObject({ stdout: '', exit: exitCodes.notAllowed.code });
  expect(bad.stderr).toContain('not_logged_in');
});

describe('output', () => {
  test('no colours in a pipe; FORCE_COLOR makes them, NO_COLOR wins', async () => {
    const colored = (env: Record<string, string>) =>
      run('version --help', { env }).then(async () =>
        (await run('', { env })).stdout.includes('\u001B['),
      );
    expect(await colored({})).toBe(false);
    expect(await colored({ FORCE_COLOR: '1' })).toBe(true);
    expect(await colored({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
  });

  test('version and doctor as JSON', async () => {
    expect(JSON.parse((await run('version --json')).stdout)).toMatchObject({
      node: process.version,
    });
    const { stdout, exit } = await run('doctor --client --json');
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ ok: true, as: 'client' });
    expect(report.checks).toContainEqual({ name: 'Login', state: 'ok', found: 'ada, admin' });
    expect(exit).toBe(0);
  });

  test('doctor says which nodes build with what stands in for nixpkgs', async () => {
    const node = { name: 'oslo', toolchains: 'offline stand-in' };
    central().on('GET /api/v1/nodes', () => ({
      items: [node, { name: 'rome', toolchains: 'nixpkgs' }],
    }));
    const { stdout, exit } = await run('doctor --client');
    expect(stdout).toMatch(/! Toolchains +offline stand-in on oslo: .*\n.*→ .*cache\.nixos\.org/);
    expect(exit).toBe(0);
  });

  test('doctor ends with 1 when central is away, and says how to mend it', async () => {
    await central().stop();
    const { stdout, exit } = await run('doctor --client');
    expect(stdout).toMatch(/✗ Central .*cannot be reached\n.*→/);
    expect(exit).toBe(exitCodes.failed.code);
  });
});
