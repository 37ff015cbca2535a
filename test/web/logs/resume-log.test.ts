import { describe, expect, test } from 'vitest';
import { type AppLine, createLogReader, logStart } from '../../../web/project/logs/resume-log.ts';

const line = (at: number, text: string): AppLine => ({ at, stderr: false, text });
const story = [line(1, 'a'), line(2, 'same'), line(2, 'same'), line(2, 'b'), line(3, 'c')];

/** A stream that is asked from a time on, and begins with that millisecond. */
function from(at: number | undefined): AppLine[] {
  return story.filter((each) => at === undefined || each.at >= at);
}

describe('the log of an application over connections', () => {
  test.each(story.map((_, cut) => cut))('lost after %i lines: no gap, no double line', (cut) => {
    const first = createLogReader(logStart);
    const before = first.take(story.slice(0, cut));
    const second = createLogReader(first.position());
    const after = second.take(from(first.position().at));
    expect([...before, ...after]).toEqual(story);
  });

  test('lost twice in the same millisecond', () => {
    const first = createLogReader(logStart);
    first.take(story.slice(0, 2));
    const second = createLogReader(first.position());
    expect(second.take(story.slice(1, 3))).toEqual([line(2, 'same')]);
    const third = createLogReader(second.position());
    expect(third.take(from(2))).toEqual([line(2, 'b'), line(3, 'c')]);
  });

  test('stdout and stderr may say the same', () => {
    const first = createLogReader(logStart);
    first.take([line(1, 'a')]);
    const other = { ...line(1, 'a'), stderr: true };
    expect(createLogReader(first.position()).take([line(1, 'a'), other])).toEqual([other]);
  });
});
