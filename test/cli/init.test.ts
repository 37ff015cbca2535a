import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exitCodes } from '../../cli/exit-codes.ts';
import { runCli } from '../support/run-cli.ts';

let folder: string;
const configFile = () => join(folder, 'config.vpspilot.json');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vpspilot-init-'));
  await writeFile(join(folder, 'package.json'), '{"name":"shop","scripts":{"start":"node a.js"}}');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('init', () => {
  test('writes a file that passes config check, and says why each line is there', async () => {
    const { stderr, exit } = await runCli(['init', folder]);
    expect(exit).toBe(0);
    expect(stderr).toContain('npm start  — package.json scripts.start');
    expect((await runCli(['config', 'check', folder])).stdout).toMatch(
      /is fine: shop, type nodejs/,
    );
  });

  test('leaves a file alone that is there, unless it is told to', async () => {
    await writeFile(configFile(), '{"mine":1}');
    const refused = await runCli(['init', folder]);
    expect(refused.stderr).toContain('is there already');
    expect(refused.exit).not.toBe(0);
    expect(await readFile(configFile(), 'utf8')).toBe('{"mine":1}');
    expect((await runCli(['init', folder, '--force'])).exit).toBe(0);
    expect(JSON.parse(await readFile(configFile(), 'utf8'))).toMatchObject({ type: 'nodejs' });
  });

  test('--dry-run shows the file alone on stdout, and writes nothing', async () => {
    const { stdout } = await runCli(['init', folder, '--dry-run']);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'shop', start: { command: 'npm start' } });
    expect(await readdir(folder)).toEqual(['package.json']);
  });

  test('as JSON, with another type', async () => {
    const { stdout } = await runCli(['init', folder, '--json', '--dry-run', '--type', 'static']);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ written: false, file: configFile(), config: { type: 'static' } },
      guesses: expect.arrayContaining([expect.objectContaining({ key: 'type' })]),
    });
  });

  test('says when it recognises nothing, and when there is no such folder', async () => {
    await rm(join(folder, 'package.json'));
    const unknown = await runCli(['init', folder]);
    expect(unknown.stderr).toContain('Nothing in');
    expect(unknown.stderr).toContain('--type');
    expect((await runCli(['init', join(folder, 'none')])).exit).toBe(exitCodes.notFound.code);
    expect((await runCli(['init', folder, '--type', 'cobol'])).stderr).toContain('laravel');
  });

  test('config check says which versions will run, and which cannot be had', async () => {
    await writeFile(configFile(), '{"name":"a","type":"nodejs","start":{"command":"x"}}');
    await writeFile(join(folder, '.nvmrc'), '18');
    const old = await runCli(['config', 'check', folder]);
    expect(old.stdout).toContain('node 18 (.nvmrc)');
    expect(old.stdout).toContain('no security fixes since 2025-04-30');
    expect(old.exit).toBe(0);
    await writeFile(join(folder, '.nvmrc'), '12');
    const gone = await runCli(['config', 'check', folder]);
    expect(gone.stdout).toContain('.nvmrc asks for Node.js "12"');
    expect(gone.stdout).toContain('16, 18, 20');
    expect(gone.exit).toBe(exitCodes.failed.code);
    const json = await runCli(['config', 'check', folder, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: false,
      refused: [{ code: 'runtime_unknown' }],
    });
  });

  test('config check without a file says what init would write', async () => {
    const { stderr, exit } = await runCli(['config', 'check', folder]);
    expect(exit).toBe(exitCodes.notFound.code);
    expect(stderr).toContain('looks like Node.js, type nodejs');
    expect(stderr).toContain('vpspilot init');
  });
});

describe('toolchains', () => {
  test('lists what can be asked for, and until when it is mended', async () => {
    const { stdout } = await runCli(['toolchains']);
    expect(stdout).toMatch(/node +18 +since 2025-04-30 +no/);
    expect(stdout).toMatch(/php +8\.4 \(default\) +until 2028-12-31 +yes/);
  });

  test('one language, as JSON', async () => {
    const { toolchains } = JSON.parse((await runCli(['toolchains', 'ruby', '--json'])).stdout);
    expect(new Set(toolchains.map(({ runtime }: { runtime: string }) => runtime))).toEqual(
      new Set(['ruby']),
    );
    expect(toolchains).toContainEqual(
      expect.objectContaining({ version: '3.4', isDefault: true, supported: expect.any(Boolean) }),
    );
  });

  test('a language that is not there', async () => {
    const { stderr, exit } = await runCli(['toolchains', 'cobol']);
    expect(stderr).toContain('node, php, python, go, ruby');
    expect(exit).not.toBe(0);
  });
});
