import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordSamples } from '../../../central/metrics/record-samples.ts';
import { keepSamples } from '../../../central/metrics/roll-up.ts';
import { SamplesSchema } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { type HttpCentral, startHttpCentral } from '../../support/http-central.ts';

let central: HttpCentral;
const start = Date.parse('2026-03-01T12:00:00Z');
let nowMs = start;

beforeEach(async () => {
  nowMs = start;
  central = await startHttpCentral({ overrides: { clock: { now: () => new Date(nowMs) } } });
  const { db } = central.context;
  await db.node.createMany({
    data: ['n1', 'n2'].map((id) => ({ id, name: id === 'n1' ? 'oslo' : 'rome', sealingKey: '{}' })),
  });
  for (const [slug, nodeId] of [
    ['shop', 'n1'],
    ['blog', 'n2'],
  ] as const) {
    const names = { slug, repositoryUrl: 'https://example.org/x', repositoryName: 'a/x' };
    await db.project.create({ data: { ...names, nodeId, branch: 'main', webhookSecret: '' } });
  }
});
afterEach(() => central.close());

type Wire = MessageInitShape<typeof SamplesSchema>;

const node = {
  cpuPercent: 40,
  load1m: 0.5,
  memoryUsedBytes: 5_000_000_000n,
  diskUsedBytes: 60_000_000_000n,
};

function project(projectId: number, cpuPercent = 10, count = 30) {
  return {
    projectId,
    release: 1,
    process: { cpuPercent, memoryBytes: 200_000_000n, restarts: 1 },
    requests: { count, errors: 1, responseTimes: [{ upToMs: 10, count }] },
  };
}

async function report(samples: Wire = { node, projects: [project(1)] }, nodeId = 'n1') {
  const message = create(SamplesSchema, { intervalMs: 15_000, ...samples });
  await recordSamples(central.context, nodeId, message);
}

async function ofProject(query = ''): Promise<Record<string, [number, number | null][]>> {
  const { body } = await central.call('GET', `/api/v1/projects/shop/metrics${query}`);
  return { ...body.series, step: [[body.stepSeconds, 0]] };
}

const values = (points: [number, number | null][] = []) =>
  points.flatMap(([, value]) => (value === null ? [] : [value]));

test('what a node reports comes back as points, and what nobody measured as gaps', async () => {
  await report();
  nowMs += 30_000;
  await report({ node, projects: [project(1, 30, 60)] });
  nowMs += 1_000;
  const series = await ofProject();
  expect(values(series['step']?.map(([step]) => [0, step]))).toEqual([15]);
  expect(values(series['cpuPercent'])).toEqual([10, 30]);
  expect(values(series['requestsPerMinute'])).toEqual([120, 240]);
  expect(values(series['errorsPerMinute'])).toEqual([4, 4]);
  expect(values(series['restarts'])).toEqual([1, 1]);
  expect(values(series['responseMsP95'])[0]).toBeLessThanOrEqual(10);
  expect(series['cpuPercent']?.at(-2)?.[1]).toBeNull();
  expect(series['cpuPercent']?.length).toBeLessThanOrEqual(500);
  const { body } = await central.call('GET', '/api/v1/nodes/oslo/metrics');
  expect(values(body.series.memoryUsedBytes)).toEqual([5_000_000_000, 5_000_000_000]);
  expect(values(body.series.diskUsedBytes)).toEqual([60_000_000_000, 60_000_000_000]);
  expect(values(body.series.load)).toEqual([0.5, 0.5]);
});

test('a node says nothing about projects of another one, and nonsense is no number', async () => {
  await report({ node: { ...node, cpuPercent: Number.NaN }, projects: [project(2), project(99)] });
  await report({
    projects: [{ ...project(1), requests: { responseTimes: [{ upToMs: 7_777, count: 1 }] } }],
  });
  const { db } = central.context;
  expect(await db.projectSample.count({ where: { projectId: { not: 1 } } })).toBe(0);
  expect(await db.responseTime.count()).toBe(0);
  expect((await db.nodeSample.findFirst())?.cpuPercent).toBe(0);
  expect(central.logged.filter((line) => line.includes('could not be kept'))).toEqual([]);
});

test('a project without a process or without counted requests has gaps there only', async () => {
  await report({ node, projects: [{ projectId: 1, release: 1 }] });
  nowMs += 1_000;
  const series = await ofProject();
  expect(values(series['cpuPercent'])).toEqual([]);
  expect(values(series['requestsPerMinute'])).toEqual([]);
});

test('after ten minutes they are one, after a day that is what is left, after a month nothing', async () => {
  for (let index = 0; index < 40; index += 1) {
    await report({ node, projects: [project(1, index === 7 ? 90 : 10)] });
    nowMs += 15_000;
  }
  await keepSamples(central.context);
  const { db } = central.context;
  const rolled = await db.projectSample.findMany({ where: { resolution: 600 } });
  expect(rolled).toMatchObject([
    { at: BigInt(start), cpuPercent: 12, cpuPercentMax: 90, requests: 1_200, seconds: 600 },
  ]);
  expect(await db.responseTime.findMany({ where: { resolution: 600 } })).toMatchObject([
    { upToMs: 10, count: 1_200 },
  ]);
  nowMs += 25 * 3_600_000;
  await keepSamples(central.context);
  expect(await db.projectSample.count({ where: { resolution: 15 } })).toBe(0);
  const series = await ofProject('?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z');
  expect(values(series['cpuPercent'])).toEqual([12]);
  expect(values(series['requestsPerMinute'])).toEqual([120]);
  nowMs += 31 * 24 * 3_600_000;
  await keepSamples(central.context);
  expect(await db.projectSample.count()).toBe(0);
  expect(await db.nodeSample.count()).toBe(0);
  expect(await db.responseTime.count()).toBe(0);
});

test('a window that has not ended, or was rolled up already, is left alone', async () => {
  await report();
  nowMs += 300_000;
  await keepSamples(central.context);
  const { db } = central.context;
  expect(await db.nodeSample.count({ where: { resolution: 600 } })).toBe(0);
  nowMs += 300_000;
  await keepSamples(central.context);
  await keepSamples(central.context);
  expect(await db.nodeSample.count({ where: { resolution: 600 } })).toBe(1);
});

test('a window that makes no sense is refused', async () => {
  for (const query of [
    'from=2026-03-02T00:00:00Z',
    'from=1900-01-01T00:00:00Z',
    'from=yesterday',
  ]) {
    const { status } = await central.call('GET', `/api/v1/projects/shop/metrics?${query}`);
    expect(status).toBe(400);
  }
});

test('deployments that went live in the window are its marks', async () => {
  const at = (minutes: number) => new Date(start - minutes * 60_000);
  const base = { projectId: 1, nodeId: 'n1', environmentVersion: 0, createdBy: 'test' };
  await central.context.db.deployment.createMany({
    data: [90, 30, 10].map((minutes, index) => ({
      ...base,
      ...{ id: `d${index}`, number: index + 1, kind: 'push', state: 'live' },
      ...{ deadlineAt: at(0), liveAt: at(minutes) },
    })),
  });
  const { body } = await central.call('GET', '/api/v1/projects/shop/metrics');
  expect(body.deployments).toEqual([
    { number: 2, at: at(30).toISOString(), kind: 'push' },
    { number: 3, at: at(10).toISOString(), kind: 'push' },
  ]);
});
