import { describe, expect, test } from 'vitest';
import { createLogStore, lineWith, type NewLine } from '../../../web/project/log-view/log-store.ts';

function lines(count: number, step = 'build', from = 1): NewLine[] {
  return Array.from({ length: count }, (_, index) => ({
    at: 1_000 + index,
    step,
    stderr: false,
    text: `line ${from + index}`,
  }));
}

/** A store whose frames come when the test says so. */
function handDrawn(limit?: number) {
  const frames: (() => void)[] = [];
  const store = createLogStore({
    ...(limit === undefined ? {} : { limit }),
    nextFrame: (flush) => void frames.push(flush),
  });
  const draw = () => {
    for (const frame of frames.splice(0)) frame();
  };
  return { store, draw, frames };
}

describe('the store of log lines', () => {
  test('shows what came in between with one change per frame', () => {
    const { store, draw, frames } = handDrawn();
    let changes = 0;
    store.subscribe(() => {
      changes += 1;
    });
    for (const line of lines(100)) store.append([line]);
    expect([frames.length, changes, store.snapshot().lines.length]).toEqual([1, 0, 0]);
    draw();
    expect([changes, store.snapshot().lines.length]).toEqual([1, 100]);
    store.append(lines(1));
    expect(frames).toHaveLength(1);
  });

  test('numbers lines from 1 and finds them by number', () => {
    const { store, draw } = handDrawn();
    store.append(lines(3));
    draw();
    store.append(lines(2, 'build', 4));
    draw();
    expect(lineWith(store.snapshot(), 4)?.text).toBe('line 4');
    expect(lineWith(store.snapshot(), 6)).toBeUndefined();
    expect(lineWith(store.snapshot(), 0)).toBeUndefined();
  });

  test('drops the oldest beyond its limit; numbers stay', () => {
    const { store, draw } = handDrawn(100);
    store.append(lines(60, 'fetch'));
    store.append(lines(60, 'build', 61));
    draw();
    const { lines: kept, dropped, groups } = store.snapshot();
    expect([kept.length, dropped, kept[0]?.number]).toEqual([100, 20, 21]);
    expect(groups).toEqual([
      { step: 'fetch', first: 21, count: 40 },
      { step: 'build', first: 61, count: 60 },
    ]);
    expect(lineWith(store.snapshot(), 120)?.text).toBe('line 120');
    expect(lineWith(store.snapshot(), 20)).toBeUndefined();
  });

  test('a group of which nothing is left goes', () => {
    const { store, draw } = handDrawn(10);
    store.append([...lines(5, 'fetch'), ...lines(20, 'build')]);
    draw();
    expect(store.snapshot().groups).toEqual([{ step: 'build', first: 16, count: 10 }]);
  });

  test('knows how wide its widest line is, without colours', () => {
    const { store, draw } = handDrawn();
    store.append([{ at: 0, step: '', stderr: true, text: '\x1B[31mfour\x1B[0m' }]);
    draw();
    expect(store.snapshot().longest).toBe(4);
  });

  test('clearing forgets what waits, and is another epoch', () => {
    const { store, draw } = handDrawn();
    store.append(lines(3));
    store.clear();
    draw();
    expect(store.snapshot()).toMatchObject({ lines: [], dropped: 0, epoch: 1 });
    store.append(lines(1));
    draw();
    expect(store.snapshot().lines[0]?.number).toBe(1);
  });

  test('nobody is told after leaving', () => {
    const { store, draw } = handDrawn();
    let changes = 0;
    const leave = store.subscribe(() => {
      changes += 1;
    });
    leave();
    store.append(lines(1));
    draw();
    expect(changes).toBe(0);
  });

  test('takes 50,000 lines in a blink', () => {
    const { store, draw } = handDrawn();
    store.append(lines(50_000));
    const begin = performance.now();
    draw();
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});
