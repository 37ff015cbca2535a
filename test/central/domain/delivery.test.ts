import { describe, expect, test } from 'vitest';
import { clean, decideDelivery } from '../../../central/domain/delivery.ts';
import { pushOf } from '../../support/http-central.ts';

const project = { branch: 'main', autoDeploy: true };

function decide(payload: unknown, event = 'push', isDuplicate = false) {
  return decideDelivery({ event, isDuplicate, payload }, project);
}

describe('what a genuine delivery means', () => {
  test('a push to the branch deploys the pushed commit (K25)', () => {
    expect(decide(pushOf())).toEqual({
      outcome: 'deploy',
      branch: 'main',
      commit: 'a'.repeat(40),
      message: 'Sell more',
      author: 'Ada',
    });
  });

  test.each([
    ['other_branch', pushOf({ ref: 'refs/heads/dev' })],
    ['other_branch', pushOf({ ref: 'refs/heads/--upload-pack=x' })],
    ['other_branch', pushOf({ ref: 'refs/heads/feature/main' })],
    ['deleted_branch', pushOf({ deleted: true, after: '0'.repeat(40), head_commit: null })],
    ['deleted_branch', pushOf({ after: '0'.repeat(40) })],
    ['tag', pushOf({ ref: 'refs/tags/main' })],
    ['tag', pushOf({ ref: 'refs/tags/v1', deleted: true, after: '0'.repeat(40) })],
    ['skip_ci', pushOf({ head_commit: { message: 'Fix [skip ci]' } })],
    ['skip_ci', pushOf({ head_commit: { message: 'Fix\n\n[CI skip]' } })],
  ])('%s', (reason, payload) => {
    expect(decide(payload)).toMatchObject({ outcome: 'ignored', reason });
  });

  test('[skip ci] counts in the newest commit only', () => {
    const payload = pushOf({ commits: [{ message: 'old [skip ci]' }, { message: 'new' }] });
    expect(decide(payload).outcome).toBe('deploy');
  });

  test('ping, other events, duplicates and switched off projects deploy nothing', () => {
    expect(decide({}, 'ping')).toMatchObject({ outcome: 'ignored', reason: 'ping' });
    expect(decide({}, 'issues')).toMatchObject({ outcome: 'ignored', reason: 'other_event' });
    expect(decide(pushOf(), 'push', true)).toMatchObject({ reason: 'duplicate_delivery' });
    const off = decideDelivery(
      { event: 'push', isDuplicate: false, payload: pushOf() },
      { branch: 'main', autoDeploy: false },
    );
    expect(off).toMatchObject({ outcome: 'ignored', reason: 'auto_deploy_off' });
  });

  test('what is no push payload is refused with the place', () => {
    expect(decide(undefined)).toMatchObject({ outcome: 'refused', reason: 'not_json' });
    const wrong = decide(pushOf({ after: '--upload-pack=x' }));
    expect(wrong).toMatchObject({ outcome: 'refused', reason: 'unexpected_payload' });
    expect(wrong).toHaveProperty('detail', expect.stringContaining('after'));
    for (const payload of [null, [], 'x', 1, pushOf({ ref: 7 })]) {
      expect(decide(payload)).toMatchObject({ outcome: 'refused' });
    }
  });

  test('message and author become one short line without control characters', () => {
    const decision = decide(
      pushOf({
        head_commit: {
          message: `\u001b[31mred\u202e ${'x'.repeat(1_000_000)}\nsecond line`,
          author: { name: 'A\r\nB' },
        },
      }),
    );
    if (decision.outcome !== 'deploy') throw new Error(decision.outcome);
    expect(decision.message).toHaveLength(200);
    expect(decision.message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(decision.author).toBe('A B');
  });
});

test('clean text keeps its length limit', () => {
  expect(clean('a'.repeat(10), 10)).toBe('a'.repeat(10));
  expect(clean('a'.repeat(11), 10)).toBe(`${'a'.repeat(9)}…`);
});
