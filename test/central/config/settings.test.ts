import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSettings, variableName } from '../../../central/config/load-settings.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vpspilot-settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function file(text: string): Promise<{ VPSPILOT_CONFIG: string }> {
  const path = join(folder, 'central.jsonc');
  await writeFile(path, text);
  return { VPSPILOT_CONFIG: path };
}

async function problem(env: Record<string, string>): Promise<string> {
  const error = (await loadSettings(env).catch((caught: unknown) => caught)) as Error & {
    hint?: string;
  };
  return `${error.message} | ${error.hint ?? ''}`;
}

test('without anything there are defaults', async () => {
  expect(await loadSettings({})).toMatchObject({
    dataDirectory: 'data',
    httpPort: 8000,
    grpcPort: 50_051,
  });
});

test('a file with comments, and variables over it', async () => {
  const env = await file('{ // ports\n "httpPort": 9000, "grpcPort": 9001, }');
  expect(await loadSettings({ ...env, VPSPILOT_HTTP_PORT: '9100' })).toMatchObject({
    httpPort: 9100,
    grpcPort: 9001,
  });
});

test('what is text stays text, even when it looks like a number', async () => {
  const settings = await loadSettings({ VPSPILOT_DATA_DIRECTORY: '123' });
  expect(settings.dataDirectory).toBe('123');
});

test('the name of the setting is in every refusal', async () => {
  expect(await problem(await file('{"htpPort": 1}'))).toMatch(/"htpPort".*Did you mean "httpPort"/);
  expect(await problem({ VPSPILOT_HTTP_PROT: '1' })).toContain('Did you mean VPSPILOT_HTTP_PORT?');
  expect(await problem({ VPSPILOT_HTTP_PORT: 'many' })).toContain('VPSPILOT_HTTP_PORT: ');
  expect(await problem({ VPSPILOT_GRPC_PORT: '70000' })).toContain('VPSPILOT_GRPC_PORT: ');
  expect(await problem(await file('{"publicUrl": "ftp://x"}'))).toContain('publicUrl: ');
  expect(await problem({ VPSPILOT_GRPC_ADDRESS: 'nohost' })).toContain('expected host:port');
  expect(await problem({ VPSPILOT_DATABASE_URL: 'postgres://x' })).toContain('VPSPILOT_DATABASE');
  expect(await problem(await file('{\n"httpPort" 1}'))).toContain('line 2');
  expect(await problem(await file('[]'))).toContain('expected an object');
  expect(await problem({ VPSPILOT_CONFIG: '/does/not/exist' })).toContain('cannot be read');
});

test('contradictions stop the start', async () => {
  expect(await problem({ VPSPILOT_HTTP_PORT: '9000', VPSPILOT_GRPC_PORT: '9000' })).toMatch(
    /httpPort and grpcPort are both 9000/,
  );
  expect(await problem({ VPSPILOT_DEPLOYMENT_TIMEOUT_SECONDS: '60' })).toContain(
    'deploymentTimeoutSeconds (60)',
  );
});

test("other programs' variables are left alone", async () => {
  expect(variableName('httpPort')).toBe('VPSPILOT_HTTP_PORT');
  const env = { VPSPILOT_AGENT_ROOT: '/x', VPSPILOT_TOKEN: 't', VPSPILOT_URL: 'u' };
  expect(await loadSettings(env)).toMatchObject({ httpPort: 8000 });
});

test('a list is an array in the file, and has commas in a variable', async () => {
  const env = await file('{ "allowPrivateTargets": ["chat.lan", "10.0.7.0/24"] }');
  expect((await loadSettings(env)).allowPrivateTargets).toEqual(['chat.lan', '10.0.7.0/24']);
  const variable = { VPSPILOT_ALLOW_PRIVATE_TARGETS: ' chat.lan , 127.0.0.1,' };
  expect((await loadSettings(variable)).allowPrivateTargets).toEqual(['chat.lan', '127.0.0.1']);
});
