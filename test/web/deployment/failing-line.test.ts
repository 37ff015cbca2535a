import { describe, expect, test } from 'vitest';
import { failingLine } from '../../../web/project/deployment/failing-line.ts';
import { createLogStore } from '../../../web/project/log-view/log-store.ts';

function logOf(lines: [step: string, text: string, stderr?: boolean][]) {
  const store = createLogStore({ nextFrame: (flush) => flush() });
  store.append(lines.map(([step, text, stderr = false]) => ({ at: 0, step, stderr, text })));
  return store.snapshot();
}

const log = logOf([
  ['fetch', 'Error: cannot find module', true],
  ['build', '> tsc'],
  ['build', '\x1B[31mError: cannot find module\x1B[0m', true],
  ['build', 'npm error code 1', true],
  ['build', 'see the log'],
  ['build', '   '],
]);

describe('the line in which a failure shows', () => {
  test('is one that the message quotes', () => {
    const message = 'The build command failed. It said:\nError: cannot find module\nok';
    expect(failingLine(log, { step: 'build', message })).toBe(3);
  });

  test('else the last that the step wrote to stderr', () => {
    expect(failingLine(log, { step: 'build', message: 'The build failed' })).toBe(4);
  });

  test('else its last with text', () => {
    const quiet = logOf([
      ['test', 'not ok 1'],
      ['test', ''],
    ]);
    expect(failingLine(quiet, { step: 'test', message: 'no' })).toBe(1);
  });

  test('a step that said nothing has none', () => {
    expect(failingLine(log, { step: 'health', message: 'No answer' })).toBeUndefined();
  });
});
