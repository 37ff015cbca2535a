import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiToken } from '../../central/accounts/api-tokens.ts';
import { defaultSettings } from '../../central/config/settings.ts';
import { type RunningCentral, startCentral } from '../../central/start-central.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { runCli } from '../support/run-cli.ts';

/** The command line against the real central, without a node: what the two say to each other is the same. */
let central: RunningCentral;
let directory: string;
let token: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vpspilot-cli-central-'));
  const addresses = { httpPort: 0, grpcHost: '127.0.0.1', grpcPort: 0 };
  central = await startCentral(
    defaultSettings({ dataDirectory: directory, logLevel: 'silent', ...addresses }),
  );
  ({ token } = await createApiToken(central.context, {
    name: 'ada',
    role: 'admin',
    actor: 'test',
  }));
  await central.context.db.node.create({ data: { id: 'n1', name: 'oslo', sealingKey: '{}' } });
});
afterAll(async () => {
  await central.stop();
  await rm(directory, { recursive: true, force: true });
});

async function run(args: string, input = '') {
  const { http } = central.context.addresses;
  const env = { VPSPILOT_SERVER: http, VPSPILOT_TOKEN: token, XDG_CONFIG_HOME: directory };
  return runCli(args.split(' '), { env, input });
}

test('a project from its beginning: login, create, secrets, deploy, cancel', async () => {
  expect((await run('login --token-stdin', token)).stdout).toContain('as token:ada, admin');
  expect((await run('nodes')).stdout).toMatch(/^oslo +✗ offline/m);
  const created = await run(
    'projects create shop -r https://github.com/acme/shop.git -d shop.example.org',
  );
  expect(created.stdout).toMatch(/✓ Created shop on node oslo[\s\S]*URL +http.*Secret +\S{20}/s);
  expect((await run('projects')).stdout).toMatch(
    /^shop +– never deployed +– +oslo \(offline\) +shop/m,
  );

  const value = 'POISON "quoted" $x\nsecond line';
  expect((await run('secrets set shop KEY=-', value)).stdout).toContain(
    'Set KEY of shop (environment version 1)',
  );
  const secrets = await run('secrets');
  expect(secrets.stdout).toMatch(/^KEY +all +1 .*token:ada$/m);
  expect(secrets.stdout).not.toContain('POISON');
  expect((await run('secrets unset shop KEY')).exit).toBe(0);

  const deployed = JSON.parse((await run('deploy --no-follow --json')).stdout);
  expect(deployed).toMatchObject({
    number: 1,
    project: 'shop',
    kind: 'manual',
    environmentVersion: 2,
  });
  expect((await run('deployments cancel shop 1')).exit).toBe(0);
  const shown = await run('deployments show shop 1 --follow');
  expect(shown.stdout).toContain('Canceled');
  expect(shown.exit).toBe(exitCodes.failed.code);
  expect((await run('deployments')).stdout).toMatch(/^1 +■ canceled +manual/m);
});

test('a node’s line, and what central refuses, with its exit code and hint', async () => {
  expect((await run('nodes token bergen')).stdout).toMatch(/^ {2}curl .*vpj_/m);
  expect((await run('projects create shop -r https://github.com/acme/shop.git')).exit).toBe(
    exitCodes.refused.code,
  );
  expect((await run('projects show nothing')).exit).toBe(exitCodes.notFound.code);
  expect((await run('deployments show shop 99')).exit).toBe(exitCodes.notFound.code);
  const rollback = await run('rollback shop');
  expect(rollback.stderr).toMatch(/✗ .*\n {2}(→|code)/);
  expect(rollback.exit).toBe(exitCodes.refused.code);
  expect((await run('secrets set shop PORT=1')).exit).toBe(exitCodes.refused.code);
  expect((await run('logs shop')).stderr).toContain('not connected');
});
