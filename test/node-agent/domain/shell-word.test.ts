import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportLine, shellWord } from '../../../node-agent/domain/shell-word.ts';

test('a real shell reads back exactly what was written', () => {
  const words = fc.sample(
    fc
      .array(
        fc.oneof(fc.constantFrom("'", '"', '$', '`', '\\', '\n', '!', '$(id)', '#'), fc.string()),
      )
      .map((parts) => parts.join('').replaceAll('\0', '').toWellFormed()),
    300,
  );
  const script = words.map((word) => `printf '%s\\0' ${shellWord(word)}`).join('\n');
  const output = execFileSync('sh', ['-s'], { input: script, encoding: 'utf8' });
  expect(output.split('\0').slice(0, -1)).toEqual(words);
});

test('names of variables are checked, values are literal', () => {
  expect(exportLine('A', "it's $HOME")).toBe(`export A='it'\\''s $HOME'`);
  expect(() => exportLine('A;id', '')).toThrow('not the name');
  expect(() => shellWord('\0')).toThrow('NUL');
});
