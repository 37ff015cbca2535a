import { expect, test } from 'vitest';
import { createLogger, prettyLine } from '../../lib/logger.ts';

test('lines are JSON with name, time and level, and masked as a whole', () => {
  const lines: string[] = [];
  const log = createLogger('agent', {
    mask: (line) => line.replaceAll('hunter2', '***'),
    write: (line) => lines.push(line),
  });
  log.info({ node: 'oslo', password: 'hunter2' }, 'joined');
  log.debug('not shown');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    name: 'agent',
    msg: 'joined',
    password: '***',
  });
});

test('a person gets time, level, message and fields', () => {
  const line = JSON.stringify({
    time: '2026-01-02T03:04:05.678Z',
    level: 30,
    msg: 'joined',
    node: 'oslo',
    n: 2,
  });
  expect(prettyLine(line)).toBe('03:04:05 info  joined node=oslo n=2');
});
