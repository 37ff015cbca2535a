import { describe, expect, test } from 'vitest';
import {
  actorText,
  awaited,
  titleOf,
  tookMs,
} from '../../../web/project/deployment/deployment-words.ts';

const deployment = { kind: 'push', number: 7, commitMessage: '', toRelease: null } as const;

describe('a deployment in words', () => {
  test.each([
    [{ ...deployment, commitMessage: 'Fix the cart\n\nIt was empty.' }, 'Fix the cart'],
    [deployment, 'Deployment 7'],
    [{ ...deployment, kind: 'rollback', toRelease: 5, commitMessage: 'x' }, 'Roll back to #5'],
    [{ ...deployment, kind: 'rollback' }, 'Roll back'],
    [{ ...deployment, kind: 'environment' }, 'Start with the present secrets'],
  ] as const)('%j', (each, title) => {
    expect(titleOf(each)).toBe(title);
  });

  test('who did it', () => {
    expect(['mara@example.com', 'token:ci', 'delivery:12'].map(actorText)).toEqual([
      ...['mara@example.com', 'ci', 'GitHub'],
    ]);
  });

  test('took as long as somebody waited for it', () => {
    const at = (second: number) => new Date(second * 1_000).toISOString();
    const times = { createdAt: at(0), startedAt: at(1), liveAt: null, finishedAt: null };
    expect(tookMs({ ...times, startedAt: null })).toBeUndefined();
    expect(tookMs(times)).toBeUndefined();
    expect(tookMs({ ...times, liveAt: at(4), finishedAt: at(64) })).toBe(3_000);
    expect(tookMs({ ...times, finishedAt: at(3) })).toBe(2_000);
    const steps = [{ name: 'switch' }, { name: 'drain' }, { name: 'watch' }];
    expect(awaited(steps)).toEqual([{ name: 'switch' }]);
  });
});
