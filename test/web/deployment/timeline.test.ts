import { describe, expect, test } from 'vitest';
import { segmentsOf } from '../../../web/project/deployment/duration-segments.ts';
import type { FedStep } from '../../../web/project/deployment/feed.ts';
import { timelineOf } from '../../../web/project/deployment/timeline-model.ts';

function step(name: string, rest: Partial<FedStep> = {}): FedStep {
  return { name, state: 'done', startedAt: 1_000, durationMs: 500, note: '', ...rest };
}

describe('the timeline of a deployment', () => {
  test('while it runs: what was, what is and what comes, in their order', () => {
    const steps = [
      step('config'),
      step('fetch'),
      step('dependencies', { state: 'running', durationMs: null }),
    ];
    const line = timelineOf(steps, { kind: 'push', state: 'running', now: 3_500 });
    expect(line.map(({ name, state }) => `${name} ${state}`).slice(0, 5)).toEqual([
      'fetch done',
      'config done',
      'dependencies running',
      'render pending',
      'build pending',
    ]);
    expect(line).toHaveLength(13);
    expect(line[2]?.durationMs).toBe(2_500);
  });

  test('when it is over, only what was', () => {
    const steps = [step('fetch'), step('build', { state: 'failed' })];
    const line = timelineOf(steps, { kind: 'push', state: 'failed', now: 9_999 });
    expect(line.map(({ name }) => name)).toEqual(['fetch', 'build']);
  });

  test('live with the watch still running is not over', () => {
    const steps = [step('switch'), step('drain', { state: 'running', durationMs: null })];
    const line = timelineOf(steps, { kind: 'push', state: 'live', now: 1_000 });
    expect(line.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'switch done',
      'drain running',
      'watch pending',
    ]);
  });

  test('a rollback builds nothing', () => {
    const line = timelineOf([], { kind: 'rollback', state: 'queued', now: 0 });
    expect(line.map(({ name }) => name)).not.toContain('build');
    expect(line.map(({ name }) => name)).toContain('switch');
  });

  test('a clock that is behind counts from nothing', () => {
    const steps = [step('build', { state: 'running', durationMs: null, startedAt: 9_000 })];
    expect(timelineOf(steps, { kind: 'push', state: 'running', now: 1 })[0]?.durationMs).toBe(0);
  });
});

describe('the bar of durations', () => {
  test('shows shares; the shortest can still be seen', () => {
    const segments = segmentsOf([
      step('fetch', { durationMs: 1 }),
      step('config', { state: 'skipped', durationMs: 0 }),
      step('build', { durationMs: 9_999 }),
    ]);
    expect(segments.map(({ name }) => name)).toEqual(['fetch', 'build']);
    expect(segments[0]?.share).toBeGreaterThan(0.019);
    expect(segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  test('nothing has no bar', () => {
    expect(segmentsOf([step('fetch', { durationMs: null })])).toEqual([]);
  });
});
