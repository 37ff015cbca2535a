import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendFeed } from '../../../central/deployments/append-feed.ts';
import { enqueueDeployment } from '../../../central/deployments/enqueue-deployment.ts';
import type { FeedLine } from '../../../central/domain/deployment-events.ts';
import { addNode } from '../../support/http-central.ts';
import { TestCentral } from '../../support/test-central.ts';

let central: TestCentral;
let deploymentId: string;

beforeEach(async () => {
  central = await TestCentral.start();
  const { id: projectId } = await central.createProject(await addNode(central.context));
  ({ id: deploymentId } = await enqueueDeployment(central.context, {
    ...{ projectId, kind: 'push', actor: 'test' },
  }));
});
afterEach(() => central.stop());

const at = new Date('2026-01-02T03:04:05.678Z');
const line = (text: string): FeedLine => ({
  at,
  kind: 'output',
  step: 'build',
  stderr: true,
  text,
});

async function stored(feed: readonly FeedLine[]) {
  const { db } = central.context;
  await db.$transaction((tx) => appendFeed(tx, deploymentId, feed));
  return db.logLine.findMany({ where: { kind: 'output' }, orderBy: { id: 'asc' } });
}

test('lines come back in their order, as they were, and as Prisma would have written them', async () => {
  const texts = ['', ' two ', '"quoted" \\ \t', 'grüße 🚀', '\u001b[31mred'];
  const rows = await stored(texts.map(line));
  expect(rows.map(({ text }) => text)).toEqual(texts);
  expect(rows[0]).toMatchObject({ at, step: 'build', stderr: true, deploymentId });
  const { db } = central.context;
  await db.logLine.create({ data: { ...line('by Prisma'), deploymentId } });
  const kinds = await db.$queryRaw`
    SELECT DISTINCT hex("at") AS at, typeof("stderr") AS type FROM deployment_log WHERE kind = 'output'`;
  expect(kinds).toHaveLength(1);
});

test('what would make a row unreadable is replaced, and long lines are cut', async () => {
  const rows = await stored([line('a\0b'), line(`${'x'.repeat(16 * 1024 - 1)}🚀`)]);
  expect(rows[0]?.text).toBe('a␀b');
  expect(rows[1]?.text).toMatch(/x\ufffd… \(1 more characters\)$/);
});
