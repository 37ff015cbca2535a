import { describe, expect, test } from 'vitest';
import type { DeploymentEvent } from '../../lib/deployment-events.ts';
import { createDeploymentProgress, type ProgressOptions } from '../../lib/deployment-progress.ts';
import { deploymentStates } from '../../lib/deployment-states.ts';

function render(events: readonly DeploymentEvent[], options: Partial<ProgressOptions> = {}) {
  let text = '';
  const stream = { write: (part: string) => (text += part), columns: 60 };
  const progress = createDeploymentProgress({
    stream,
    colors: false,
    now: () => 5_000,
    ...options,
  });
  for (const event of events) progress.feed(event);
  const before = text;
  progress.close();
  return { before, text, screen: screenOf(text) };
}

/** What a terminal shows in the end: a line that was gone over again counts once. */
function screenOf(text: string): string[] {
  const lines: string[] = [];
  for (const part of text.split(/(?=\p{Cc}\[\d+A\r\p{Cc}\[0J)/u)) {
    const up = /^\p{Cc}\[(\d+)A\r\p{Cc}\[0J/u.exec(part);
    if (up !== null) lines.splice(lines.length - Number(up[1]));
    const rest = part.slice(up?.[0].length ?? 0);
    if (rest !== '') lines.push(...rest.replace(/\n$/, '').split('\n'));
  }
  return lines;
}

const step = (name: string, state: 'running' | 'done' | 'skipped' | 'failed', more = {}) =>
  ({ kind: 'step', at: 1_000, step: name, state, ...more }) as DeploymentEvent;
const output = (text: string, name = 'build') =>
  ({ kind: 'output', at: 1_000, step: name, stderr: false, text }) as DeploymentEvent;
const state = (name: keyof typeof deploymentStates, at = 3_000, failure?: object) =>
  ({ kind: 'state', at, state: name, failure }) as DeploymentEvent;

describe('in a pipe', () => {
  test('lines are only added, output included, no escape sequences', () => {
    const { text } = render([
      state('running', 0),
      step('build', 'running'),
      output('one\u001B[2K'),
      step('build', 'done', { durationMs: 61_000, note: 'generation 3' }),
      state('live'),
    ]);
    expect(text).toBe(
      '    │ one\n  ✓ build         1 min 01 s generation 3\n\n  ● Live after 3.0 s\n',
    );
  });

  test('steps skipped for one reason share a line', () => {
    const note = 'the result of release 2 is used';
    const { screen } = render([
      step('fetch', 'skipped', { note }),
      step('config', 'skipped', { note }),
      step('build', 'skipped', { note }),
      step('test', 'skipped', { note: 'no test command' }),
      step('start', 'done', { durationMs: 20 }),
    ]);
    expect(screen).toEqual([
      '  - fetch … build skipped    the result of release 2 is used',
      '  - test          skipped    no test command',
      '  ✓ start         20 ms',
    ]);
  });

  test('the switch has its line before the headline', () => {
    const { screen } = render([
      step('switch', 'running'),
      state('live'),
      step('switch', 'done', { durationMs: 45 }),
    ]);
    expect(screen).toEqual(['  ✓ switch        45 ms', '', '  ● Live after 2.0 s']);
  });

  test('a failure says what, what now, and its code', () => {
    const failure = { code: 'build_failed', message: 'It broke\nhere', hint: 'Mend it' };
    const { screen } = render([state('running', 1_000), state('failed', 3_000, failure)]);
    expect(screen).toEqual([
      '',
      '  ✗ Failed after 2.0 s',
      '    It broke',
      '    here',
      '    → Mend it',
      '    code: build_failed',
    ]);
  });
});

test.each([
  ['"npm run build" failed:', '"npm run build" failed'],
  [
    'shop did not stay up: it ended with exit code 1. It said:',
    'shop did not stay up: it ended with exit code 1',
  ],
])('what a program said last is not said twice: %s', (reason, shown) => {
  const failure = { code: 'build_failed', message: `${reason}\nOh no\nat line 7`, hint: 'Mend it' };
  const events = [
    step('build', 'running'),
    ...['Begun', 'Oh no', 'at line 7'].map((text) => output(text)),
    step('build', 'failed', { durationMs: 5 }),
    state('failed', 3_000, failure),
  ];
  for (const interactive of [true, false]) {
    const { screen } = render(events, { interactive });
    expect(screen.filter((line) => line.includes('Oh no'))).toEqual(['    │ Oh no']);
    expect(screen).toContain(`    ${shown}`);
  }
  // Where no output is shown, the reason is all there is.
  const { screen } = render(events, { output: 'none' });
  expect(screen).toContain('    Oh no');
});

describe('in a terminal', () => {
  const interactive = { interactive: true } as const;

  test('the running step shows its time and its last lines, cut to the width', () => {
    const lines = Array.from({ length: 9 }, (_, index) => output(`${index} ${'x'.repeat(100)}`));
    const { before } = render([step('build', 'running'), ...lines], interactive);
    const screen = screenOf(before);
    expect(screen).toHaveLength(7);
    expect(screen[0]).toMatch(/^ {2}. build {9}4\.0 s$/);
    expect(screen[1]).toMatch(/^ {4}│ 3 x+…$/);
    expect(Math.max(...screen.map((line) => line.length))).toBeLessThan(60);
  });

  test('output is gone when the step is done, and stays when it failed', () => {
    const good = render(
      [step('build', 'running'), output('one'), step('build', 'done', { durationMs: 5 })],
      interactive,
    );
    expect(good.screen).toEqual(['  ✓ build         5 ms']);
    const bad = render(
      [step('build', 'running'), output('one'), step('build', 'failed', { durationMs: 5 })],
      interactive,
    );
    expect(bad.screen).toEqual(['  ✗ build         5 ms', '    │ one']);
  });

  test('waiting in the queue is shown and leaves nothing behind', () => {
    const { before, screen } = render([state('queued', 0)], interactive);
    expect(before).toContain('waiting for its turn');
    expect(screen).toEqual([]);
  });

  test('closing twice is fine, and nothing keeps the process alive', () => {
    const timers = () =>
      process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const stream = { write: () => true, isTTY: true };
    const progress = createDeploymentProgress({ stream });
    progress.feed(step('build', 'running'));
    progress.close();
    progress.close();
    expect(timers()).toBe(before);
  });
});

test('every state can be told', () => {
  for (const name of Object.keys(deploymentStates) as (keyof typeof deploymentStates)[]) {
    render([state(name)]);
    render([state(name)], { interactive: true });
  }
});
