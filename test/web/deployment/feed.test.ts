import { describe, expect, test } from 'vitest';
import {
  emptyFeed,
  type Feed,
  type FeedEvent,
  feedEvents,
} from '../../../web/project/deployment/feed.ts';
import { mergeState, mergeSteps } from '../../../web/project/deployment/merge-feed.ts';

const story: FeedEvent[] = [
  { id: '3', event: 'state', data: { kind: 'state', at: 1_000, state: 'queued' } },
  { id: '4', event: 'state', data: { kind: 'state', at: 1_100, state: 'running' } },
  { id: '9', event: 'step', data: { at: 1_100, step: 'fetch', state: 'running' } },
  { id: '12', event: 'output', data: { at: 1_200, step: 'fetch', stderr: true, text: 'cloning' } },
  { id: '13', event: 'output', data: { at: 1_300, step: 'fetch', stderr: false, text: 'done' } },
  {
    id: '20',
    event: 'step',
    data: { at: 1_400, step: 'fetch', state: 'done', durationMs: 300, note: '1 commit' },
  },
];

function texts(parts: FeedEvent[][]): { feed: Feed; texts: string[] } {
  let feed = emptyFeed;
  const all: string[] = [];
  for (const part of parts) {
    const fed = feedEvents(feed, part);
    feed = fed.feed;
    all.push(...fed.lines.map(({ text }) => text));
  }
  return { feed, texts: all };
}

describe('the feed of a deployment', () => {
  test('tells state, steps and lines', () => {
    const { feed, lines } = feedEvents(emptyFeed, story);
    expect(feed).toEqual({
      lastId: 20,
      state: 'running',
      steps: [
        { name: 'fetch', state: 'done', startedAt: 1_100, durationMs: 300, note: '1 commit' },
      ],
      isOver: false,
    });
    expect(lines).toEqual([
      { at: 1_200, step: 'fetch', stderr: true, text: 'cloning' },
      { at: 1_300, step: 'fetch', stderr: false, text: 'done' },
    ]);
  });

  test.each(story.map((_, cut) => cut))(
    'a connection lost after %i events and resumed has no gap and no double line',
    (cut) => {
      const whole = texts([story]);
      expect(texts([story.slice(0, cut), story.slice(cut)])).toEqual(whole);
      // A server that repeats from the beginning, as if it knew no Last-Event-ID.
      expect(texts([story.slice(0, cut), story])).toEqual(whole);
    },
  );

  test('a step that is told only when it is over began before it took so long', () => {
    const { feed } = feedEvents(emptyFeed, [
      {
        id: 1,
        event: 'step',
        data: { at: 5_000, step: 'build', state: 'failed', durationMs: 900 },
      },
    ]);
    expect(feed.steps[0]?.startedAt).toBe(4_100);
  });

  test('the end has no id', () => {
    const { feed } = feedEvents(feedEvents(emptyFeed, story).feed, [
      { event: 'end', data: { kind: 'end' } },
    ]);
    expect([feed.isOver, feed.lastId]).toEqual([true, 20]);
  });

  test('what nobody knows changes nothing', () => {
    const { feed, lines } = feedEvents(emptyFeed, [{ id: 1, event: 'later', data: {} }]);
    expect([feed, lines]).toEqual([{ ...emptyFeed, lastId: 1 }, []]);
  });
});

describe('answer and stream together', () => {
  const { feed } = feedEvents(emptyFeed, story);
  const running = { name: 'fetch', state: 'running', durationMs: null, note: '' } as const;

  test('while the stream repeats the past, the answer counts', () => {
    expect(mergeState('live', feed)).toBe('live');
    expect(mergeState('queued', feed)).toBe('running');
    expect(mergeState('queued', emptyFeed)).toBe('queued');
    const done = { ...running, state: 'done', startedAt: iso(1_100), durationMs: 300 } as const;
    const replayed = feedEvents(emptyFeed, story.slice(0, 3)).feed;
    expect(mergeSteps([done], replayed)[0]?.state).toBe('done');
  });

  test('what the stream knows of later counts', () => {
    const answered = [{ ...running, startedAt: iso(1_100) }];
    expect(mergeSteps(answered, feed)[0]).toMatchObject({ state: 'done', durationMs: 300 });
    const again = feedEvents(emptyFeed, [
      { id: 1, event: 'step', data: { at: 9_000, step: 'fetch', state: 'running' } },
      { id: 2, event: 'step', data: { at: 9_100, step: 'config', state: 'running' } },
    ]).feed;
    const merged = mergeSteps([{ ...running, state: 'done', startedAt: iso(1_100) }], again);
    expect(merged.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'fetch running',
      'config running',
    ]);
  });
});

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
