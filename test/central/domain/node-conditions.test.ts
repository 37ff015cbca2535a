import { expect, test } from 'vitest';
import {
  conditionsOf,
  type NodeCondition,
  type NodeFacts,
  readConditions,
} from '../../../central/domain/node-conditions.ts';

const now = new Date('2026-03-10T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
const days = (count: number) => ago(-count * 86_400);

const well: NodeFacts = {
  now,
  isConnected: true,
  lastSeenAt: ago(3),
  watchedSince: ago(86_400),
  disk: { totalBytes: 100, availableBytes: 50 },
  certificate: { createdAt: ago(0), notAfter: days(90) },
};

const conditions = (facts: Partial<NodeFacts>, ...before: NodeCondition[]) => [
  ...conditionsOf({ ...well, ...facts }, new Set(before)),
];

test('a node is offline after a minute, not when central itself was away, and never before its first time', () => {
  const gone = { isConnected: false };
  expect(conditions(well)).toEqual([]);
  expect(conditions({ ...gone, lastSeenAt: ago(59) })).toEqual([]);
  expect(conditions({ ...gone, lastSeenAt: ago(61) })).toEqual(['offline']);
  expect(conditions({ ...gone, lastSeenAt: ago(900), watchedSince: ago(20) })).toEqual([]);
  expect(conditions({ ...gone, lastSeenAt: null })).toEqual([]);
  expect(conditions(well, 'offline')).toEqual([]);
});

test('a disk is low below a tenth, until it has more than fifteen of a hundred', () => {
  const free = (availableBytes: number) => ({ disk: { totalBytes: 100, availableBytes } });
  expect(conditions(free(10))).toEqual([]);
  expect(conditions(free(9))).toEqual(['disk_low']);
  expect(conditions(free(14), 'disk_low')).toEqual(['disk_low']);
  expect(conditions(free(15), 'disk_low')).toEqual([]);
  expect(conditions({ disk: undefined }, 'disk_low')).toEqual(['disk_low']);
});

test('a certificate is near its end when renewal should have been long ago', () => {
  const certificate = (life: number, left: number) => ({
    certificate: { createdAt: days(left - life), notAfter: days(left) },
  });
  expect(conditions(certificate(90, 8))).toEqual([]);
  expect(conditions(certificate(90, 6))).toEqual(['certificate_expiring']);
  expect(conditions(certificate(6, 2))).toEqual([]);
  expect(conditions(certificate(6, 0.9))).toEqual(['certificate_expiring']);
  expect(conditions({ certificate: undefined })).toEqual([]);
});

test('words that are not known are left out', () => {
  expect([...readConditions('["offline","on_fire"]')]).toEqual(['offline']);
});
