import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitCodes } from '../../cli/exit-codes.ts';
import { cliWithCentral } from '../support/cli-with-central.ts';

const { run } = cliWithCentral();

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'vpspilot-cli-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('config check', () => {
  const good = '{"name":"a","type":"go","env":{"A":"{{TOKEN}}"}} // fine';
  const check = (content: string, more = '') => run(`config check - ${more}`, { input: content });

  test('a good file', async () => {
    const { stdout, exit } = await check(good);
    expect(stdout).toContain('✓ stdin is fine: a, type go');
    expect(stdout).toContain('TOKEN');
    expect(exit).toBe(0);
  });

  test('a bad file: where, what, what instead, and exit code 1', async () => {
    const { stdout, exit } = await check('{"name":"a","type":"node"}');
    expect(stdout).toContain('stdin:1:20 type: expected one of');
    expect(stdout).toContain('did you mean "nodejs"?');
    expect(exit).toBe(exitCodes.failed.code);
  });

  test('as JSON', async () => {
    expect(JSON.parse((await check(good, '--json')).stdout)).toMatchObject({
      ok: true,
      secrets: ['TOKEN'],
    });
    expect(JSON.parse((await check('{', '--json')).stdout)).toMatchObject({
      ok: false,
      config: null,
    });
  });

  test('finds the file in a folder, and says when there is none', async () => {
    await writeFile(join(home, 'config.vpspilot.json'), good);
    expect((await run(`config check ${home}`)).exit).toBe(0);
    expect((await run(`config check ${home}/nothing`)).exit).toBe(exitCodes.notFound.code);
  });
});
