import { expect, test } from 'vitest';
import { boundOf, percentile } from '../../../lib/response-times.ts';
import { loggingChange } from '../../../node-agent/domain/caddy-logging.ts';
import { RequestCounter, readAccessLine } from '../../../node-agent/domain/request-counts.ts';

function counter() {
  const made = new RequestCounter();
  made.setProjects([
    { id: 1, domains: ['Shop.example.org'] },
    { id: 2, domains: ['*.blog.example.org'] },
  ]);
  return made;
}

test('requests count for the project of their host; other names are nobody’s', () => {
  const counts = counter();
  counts.add({ host: 'shop.example.org:8080', status: 200, ms: 4 });
  counts.add({ host: 'SHOP.example.org', status: 503, ms: 4.5 });
  counts.add({ host: 'a.blog.example.org', status: 404, ms: 40_000 });
  counts.add({ host: 'scanner.example.net', status: 404, ms: 1 });
  const taken = counts.take();
  expect([...taken.keys()]).toEqual([1, 2]);
  expect(taken.get(1)).toEqual({ count: 2, errors: 1, times: new Map([[5, 2]]) });
  expect(taken.get(2)).toEqual({ count: 1, errors: 0, times: new Map([[0, 1]]) });
  expect(counts.take().size).toBe(0);
});

test('long streams and WebSockets are requests, and no response times', () => {
  const counts = counter();
  counts.add({ host: 'shop.example.org', status: 101, ms: 5 });
  counts.add({ host: 'shop.example.org', status: 200, ms: 3_600_000 });
  expect(counts.take().get(1)).toEqual({ count: 2, errors: 0, times: new Map() });
});

test.each(['', '{', 'null', '[]', '{"status":200}', '{"request":{"host":7},"status":1}'])(
  'a datagram that is no access line counts for nothing: %s',
  (line) => expect(readAccessLine(line)).toBeUndefined(),
);

test('percentiles lie within the bounds they come from', () => {
  const counts = new Map([
    [10, 90],
    [100, 9],
    [0, 1],
  ]);
  expect(percentile(counts, 0.5)).toBeCloseTo(8.67, 1);
  expect(percentile(counts, 0.95)).toBeGreaterThan(70);
  expect(percentile(counts, 0.95)).toBeLessThanOrEqual(100);
  expect(percentile(counts, 1)).toBe(30_000);
  expect(percentile(new Map(), 0.5)).toBeUndefined();
  expect([boundOf(0.2), boundOf(31), boundOf(30_001)]).toEqual([1, 50, 0]);
});

test('what others log stays, and the second look changes nothing', () => {
  const others = { logs: { default: { level: 'WARN', exclude: ['a'] }, mine: { include: ['b'] } } };
  const next = loggingChange(others, 5_000);
  expect(next).toMatchObject({
    logs: {
      default: { level: 'WARN', exclude: ['a', 'http.log.access.vpspilot'] },
      mine: { include: ['b'] },
      vpspilot: { writer: { address: 'udp/127.0.0.1:5000' } },
    },
  });
  expect(loggingChange(next ?? {}, 5_000)).toBeUndefined();
});
