import { describe, expect, test } from 'vitest';
import { hasJoined, nodeNameProblem } from '../../../web/nodes/node-name.ts';

describe('the name of a new node', () => {
  test.each(['oslo', 'oslo-1', '1', 'a'.repeat(40)])('%s is one', (name) => {
    expect(nodeNameProblem(name)).toBeUndefined();
  });

  test.each(['', 'Oslo', 'a b', '-a', 'a-', 'a_b', 'ø', 'new', 'a'.repeat(41)])(
    '%j is none',
    (name) => {
      expect(nodeNameProblem(name)).toBeDefined();
    },
  );
});

describe('whether the node that is waited for is there', () => {
  const madeAt = Date.parse('2026-11-21T12:00:00Z');
  const joining = { nodeName: 'oslo', madeAt };
  const node = (connectedSince: string | null, connected = true) => [
    { name: 'paris', connected: true, connectedSince: '2026-11-21T12:00:30Z' },
    { name: 'oslo', connected, connectedSince },
  ];

  test('a new one, as soon as it is connected', () => {
    expect(hasJoined([], joining, null)).toBe(false);
    expect(hasJoined(node(null, false), joining, null)).toBe(false);
    expect(hasJoined(node('2026-11-21T12:00:30Z'), joining, null)).toBe(true);
  });

  test('one that is replaced only when it has connected anew', () => {
    const before = '2026-11-20T08:00:00Z';
    expect(hasJoined(node(before), joining, before)).toBe(false);
    expect(hasJoined(node('2026-11-21T12:01:00Z'), joining, before)).toBe(true);
  });

  test('a browser whose clock goes a little wrong notices it too', () => {
    expect(hasJoined(node('2026-11-21T11:58:00Z'), joining, null)).toBe(true);
    expect(hasJoined(node('2026-11-20T11:58:00Z'), joining, null)).toBe(false);
  });
});
