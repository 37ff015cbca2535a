import { randomUUID } from 'node:crypto';
import type { Context } from '../../central/context.ts';
import type { Deployment, Prisma } from '../../prisma/client/client.ts';

/** A deployment as it stands in the database, for what only reads it; its project counts it. */
export async function addDeployment(
  { db }: Context,
  projectId: number,
  wish: Partial<Prisma.DeploymentUncheckedCreateInput> = {},
): Promise<Deployment> {
  const project = await db.project.update({
    where: { id: projectId },
    data: { lastNumber: { increment: 1 } },
  });
  return db.deployment.create({
    data: {
      id: randomUUID(),
      projectId,
      nodeId: project.nodeId,
      number: project.lastNumber,
      kind: 'push',
      state: 'live',
      branch: 'main',
      environmentVersion: project.environmentVersion,
      createdBy: 'test',
      deadlineAt: new Date(Date.now() + 3_600_000),
      ...wish,
    },
  });
}

/** What its node has told of it. */
export function addContents(
  { db }: Context,
  deploymentId: string,
  told: {
    config?: object;
    placeholders?: string[];
    closure?: object[];
    commits?: object[];
    commitsMore?: boolean;
  },
) {
  const json = (part: object | undefined) => (part === undefined ? null : JSON.stringify(part));
  return db.releaseContents.create({
    data: {
      deploymentId,
      config: json(told.config),
      placeholders: JSON.stringify(told.placeholders ?? []),
      closure: json(told.closure),
      commits: json(told.commits),
      commitsMore: told.commitsMore ?? false,
    },
  });
}
