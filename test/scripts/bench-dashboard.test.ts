import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  deploymentId,
  longLogLines,
  seed,
  stepsPerDeployment,
} from '../../bench/dashboard/seed.ts';
import { openDatabase } from '../../central/adapters/database.ts';
import { migrate } from '../../central/adapters/migrations.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vpspilot-seed-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test("the benchmark's rows are such as central writes and reads", async () => {
  const file = join(folder, 'vpspilot.db');
  await migrate(file, { now: new Date() });
  const size = { projects: 3, deployments: 40, logLines: 200 };
  await seed(file, size, new AbortController().signal);
  const { db, close } = await openDatabase(`file:${file}`);
  try {
    expect(await db.project.count()).toBe(3);
    expect(await db.deployment.count()).toBe(40);
    expect(await db.deploymentStep.count()).toBe(40 * stepsPerDeployment);
    expect(await db.logLine.count()).toBe(200 + longLogLines);
    expect(await db.auditEntry.count()).toBe(80);
    const ofEach = await db.deployment.groupBy({
      by: ['projectId'],
      _count: true,
      _max: { number: true },
    });
    for (const { projectId, _count, _max } of ofEach) {
      const project = await db.project.findUniqueOrThrow({ where: { id: projectId } });
      // Numbers without a gap, and the newest one is live.
      expect([_count, _max.number]).toEqual([project.lastNumber, project.lastNumber]);
    }
    expect(await db.deployment.count({ where: { state: 'live' } })).toBe(3);
    const seventh = await db.deployment.findUniqueOrThrow({
      where: { id: deploymentId(7) },
      include: { log: true },
    });
    expect(seventh.log).toHaveLength(5);
    expect(seventh.createdAt.getTime()).toBe((1_700_000_000 + 7 * 300) * 1_000);
  } finally {
    await close();
  }
});
