import { expect, test } from 'vitest';
import { HeadAndTail } from '../../../node-agent/domain/head-and-tail.ts';

const shown = { headLines: 3, headCharacters: 1_000, tailLines: 2, tailCharacters: 1_000 };

function through(count: number, limits = shown, perBatch = 2): string[] {
  const passed: string[] = [];
  const line = (text: string) => ({ text });
  const output = new HeadAndTail(
    (lines) => passed.push(...lines.map(({ text }) => text)),
    line,
    limits,
  );
  const lines = Array.from({ length: count }, (_, at) => line(String(at + 1)));
  for (let at = 0; at < count; at += perBatch) output.add(lines.slice(at, at + perBatch));
  output.end();
  return passed;
}

test('few lines pass as they are', () => {
  expect(through(3)).toEqual(['1', '2', '3']);
});

test('of many, the first and the last are shown, and how many are missing', () => {
  const passed = through(200_000, shown, 500);
  expect(passed.slice(0, 3)).toEqual(['1', '2', '3']);
  expect(passed.at(-1)).toBe('200000');
  const notice = passed.find((line) => line.includes('left out')) ?? '';
  const missing = Number(/(\d+) lines left out/.exec(notice)?.[1]);
  // Every line is either shown or counted.
  expect(passed.filter((line) => /^\d+$/.test(line)).length + missing).toBe(200_000);
  expect(passed.length).toBeLessThan(12);
});

test('a little more than the head is all shown', () => {
  expect(through(5).filter((line) => /^\d+$/.test(line))).toEqual(['1', '2', '3', '4', '5']);
});

test('long lines count by their length', () => {
  const passed = through(300, {
    ...shown,
    headLines: 1_000,
    headCharacters: 100,
    tailCharacters: 30,
  });
  expect(passed.join('').length).toBeLessThan(400);
  expect(passed.at(-1)).toBe('300');
});
