import fc from 'fast-check';
import { expect, test } from 'vitest';
import { continuing, inParts } from '../../../central/domain/command-events.ts';
import type { DeploymentEvent } from '../../../central/domain/deployment-events.ts';
import { foldEvents, nodeSilent } from '../../../central/domain/fold-events.ts';
import { canMove, type DeploymentState, deploymentStates } from '../../../lib/deployment-states.ts';

const at = new Date('2026-01-01T00:00:00Z');
const live: DeploymentEvent = {
  ...{ type: 'live', at, commit: 'c', storePath: '/nix/store/x', generation: 1, port: 1 },
  environmentVersion: 2,
};
const facts = (state: DeploymentState, failureCode: string | null = null) => ({
  state,
  ...{ commit: '', commitMessage: '', commitAuthor: '' },
  failureCode,
  stoppedAtDeadline: false,
});

test('accepted, steps and live make a live deployment', () => {
  const folded = foldEvents(facts('queued'), [
    { type: 'accepted', at, attempt: 1 },
    { type: 'step_started', at, step: 'build' },
    {
      type: 'step_finished',
      at,
      step: 'build',
      state: 'done',
      durationMs: 5,
      note: '',
      failure: undefined,
    },
    live,
  ]);
  expect(folded).toMatchObject({
    change: { state: 'live', step: 'build', startedAt: at, liveAt: at, environmentVersion: 2 },
    wentLive: true,
  });
  expect(folded.steps.get('build')).toMatchObject({ state: 'done', startedAt: at });
});

test('the node names the commit where nobody has, in one line', () => {
  const source = {
    type: 'source',
    at,
    commit: 'c1',
    subject: 'Sell\n\u001b[31mmore',
    author: 'Ann',
    history: { commits: [], more: false, since: '', isUnrelated: false },
  };
  const asked = foldEvents(facts('running'), [source as DeploymentEvent]);
  expect(asked.change).toEqual({
    ...{ commit: 'c1', commitMessage: 'Sell [31mmore', commitAuthor: 'Ann' },
  });
  const pushed = { commit: 'c1', commitMessage: 'As pushed', commitAuthor: 'Ada' };
  const known = foldEvents({ ...facts('running'), ...pushed }, [source as DeploymentEvent]);
  expect(known.change).toEqual({});
});

test('a restart of the agent is said, not hidden', () => {
  const { change, feed } = foldEvents(facts('running'), [{ type: 'accepted', at, attempt: 2 }]);
  expect(change.state).toBeUndefined();
  expect(feed[0]?.text).toContain('attempt 2 starts over');
});

test('after the switch nothing fails a deployment; the trouble is a warning', () => {
  const failure = { code: 'drain_failed', message: 'It hangs', hint: '' };
  const { change, feed } = foldEvents(facts('live'), [
    { type: 'finished', at, outcome: 'failed', failure },
  ]);
  expect(change).toEqual({ finishedAt: at });
  expect(feed).toMatchObject([{ kind: 'warning' }]);
});

test('a command that succeeds without going live has not succeeded', () => {
  const { change } = foldEvents(facts('running'), [
    { type: 'finished', at, outcome: 'succeeded', failure: undefined },
  ]);
  expect(change).toMatchObject({ state: 'failed', failureCode: 'never_live' });
});

test('only a silent node can take a failure back', () => {
  expect(foldEvents(facts('failed', nodeSilent), [live]).wentLive).toBe(true);
  const refused = foldEvents(facts('failed', 'build_failed'), [live]);
  expect(refused.wentLive).toBe(false);
  expect(refused.feed[0]?.text).toContain('reports \\"live\\" while this is \\"failed\\"');
});

const states = Object.keys(deploymentStates) as DeploymentState[];
const event: fc.Arbitrary<DeploymentEvent> = fc.oneof(
  fc.constant<DeploymentEvent>(live),
  fc.constant<DeploymentEvent>({ type: 'accepted', at, attempt: 1 }),
  fc.constant<DeploymentEvent>({ type: 'rolled_back', at, toRelease: 1, failure: undefined }),
  fc
    .constantFrom(
      'succeeded' as const,
      'failed' as const,
      'canceled' as const,
      'rolled_back' as const,
    )
    .map((outcome): DeploymentEvent => ({ type: 'finished', at, outcome, failure: undefined })),
);

test('whatever a node says, only moves of the state table happen', () => {
  fc.assert(
    fc.property(fc.constantFrom(...states), fc.array(event, { maxLength: 6 }), (state, events) => {
      let present = state;
      for (const line of foldEvents(facts(state), events).feed) {
        if (line.kind !== 'state') continue;
        const next = (JSON.parse(line.text) as { state: DeploymentState }).state;
        expect(canMove(present, next)).toBe(true);
        present = next;
      }
    }),
  );
});

test('repetitions and gaps: however events arrive, each is taken once and in order', () => {
  const numbers = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6 }), numbers, (stored, sequences) => {
      const events = sequences.map((sequence) => ({ sequence, event: live }));
      const taken = continuing(stored, events).map(({ sequence }) => sequence);
      expect(taken).toEqual(taken.map((_, index) => stored + 1 + index));
      expect(sequences).not.toContain(stored + 1 + taken.length);
    }),
  );
});

test('events are split into parts of some hundred lines, in their order', () => {
  const output = (sequence: number, lines: number) => {
    const all = Array.from({ length: lines }, () => ({ at, stderr: false, text: '' }));
    return { sequence, event: { type: 'output', at, step: 'build', lines: all } as const };
  };
  const events = [output(1, 300), output(2, 90), output(3, 50), output(4, 900), output(5, 1)];
  const parts = inParts(events).map((part) => part.map(({ sequence }) => sequence));
  expect(parts).toEqual([[1, 2], [3], [4], [5]]);
  expect(inParts([])).toEqual([]);
});
