import type { Context } from '../../central/context.ts';
import { addNode } from './http-central.ts';

/** A project with something of everything that an address can name, straight into the database. */
export async function addOneOfEach(
  context: Context,
  slug: string,
): Promise<Record<string, string>> {
  const { db } = context;
  const nodeId = await addNode(context, `node-of-${slug}`);
  const repositoryName = `acme/${slug}`;
  const project = await db.project.create({
    data: {
      ...{ slug, nodeId, repositoryName, branch: 'main', domains: '' },
      repositoryUrl: `https://github.com/acme/${slug}.git`,
      webhookSecret: await context.secretBox.seal('hook'),
    },
  });
  const projectId = project.id;
  const { id: deployment } = await db.deployment.create({
    data: {
      ...{ id: `deployment-of-${slug}`, projectId, nodeId, number: 1, kind: 'manual' },
      ...{ state: 'failed', environmentVersion: 0, createdBy: 'test' },
      ...{ deadlineAt: new Date(), finishedAt: new Date() },
    },
  });
  const received = { event: 'push', outcome: 'ignored', reason: 'other_branch' };
  const delivery = await db.delivery.create({
    data: { ...received, projectId, payload: Buffer.from('{}') },
  });
  const channel = await db.notificationChannel.create({
    data: {
      ...{ projectId, name: 'ops', kind: 'slack', targetMask: '', events: '', createdBy: 'test' },
      target: await context.secretBox.seal('https://hooks.slack.com/x'),
    },
  });
  await db.auditEntry.create({
    data: { actor: 'test', action: 'project.create', target: slug, projectId },
  });
  return {
    ...{ project: slug, projectId: String(projectId), deployment },
    delivery: String(delivery.id),
    channel: String(channel.id),
  };
}
