import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exitCodes } from '../../cli/exit-codes.ts';
import { cliWithCentral } from '../support/cli-with-central.ts';

const { central, run } = cliWithCentral();

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'vpspilot-cli-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('secrets set', () => {
  const changes = () => central().bodies('PATCH /api/v1/projects/shop/secrets');
  beforeEach(() => {
    central().on('PATCH /api/v1/projects/shop/secrets', () => ({
      environmentVersion: 4,
      deployment: null,
    }));
  });

  test('from arguments, as they are', async () => {
    await run(['secrets', 'set', 'shop', 'A=x=y $z "q"', 'B=', '--no-deploy']);
    expect(changes()).toEqual([{ set: { A: 'x=y $z "q"', B: '' }, apply: false }]);
  });

  test('one value from stdin, over several lines', async () => {
    const { stdout } = await run('secrets set shop KEY=-', { input: 'line 1\nline 2 ü\n' });
    expect(changes()).toEqual([{ set: { KEY: 'line 1\nline 2 ü' }, apply: true }]);
    expect(stdout).not.toContain('line 1');
  });

  test('a .env file from stdin', async () => {
    await run('secrets set shop --stdin', { input: '# c\nA=1\nexport B="two\nlines"\nC=\'#3\'\n' });
    expect(changes()).toEqual([{ set: { A: '1', B: 'two\nlines', C: '#3' }, apply: true }]);
  });

  test('a line that means nothing is not lost in silence', async () => {
    const file = join(home, '.env');
    await writeFile(file, 'A=1\nnonsense\n');
    const { stderr, exit } = await run(`secrets set shop --file ${file}`);
    expect(stderr).toContain('Line 2 of');
    expect(exit).toBe(exitCodes.usage.code);
    expect(changes()).toEqual([]);
  });

  test.each(['A=- B=-', 'nonsense', ''])('"%s" is refused', async (args) => {
    expect((await run(`secrets set shop ${args}`)).exit).toBe(exitCodes.usage.code);
  });

  test('unset', async () => {
    await run('secrets unset shop A B');
    expect(changes()).toEqual([{ unset: ['A', 'B'], apply: true }]);
  });
});
