import { UserError } from '../../lib/user-error.ts';
import type { Delivery, Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { enqueueDeployment } from '../deployments/enqueue-deployment.ts';
import { clean, type Decision, decideDelivery } from '../domain/delivery.ts';
import { cameByOtherWebhook } from './other-webhook.ts';

type DeliveryWithProject = Delivery & { project: Project | null };

/** Decides one delivery of the inbox and does what it asks for. Done twice it deploys once. */
export async function processDelivery(context: Context, id: number): Promise<void> {
  const delivery = await context.db.delivery.findUnique({
    where: { id },
    include: { project: true },
  });
  if (delivery === null || delivery.outcome !== 'received') return;
  const payload = parse(delivery.payload);
  const result = await decideAndDo(context, delivery, payload);
  await context.db.delivery.update({ where: { id }, data: result });
  context.log.info(
    { delivery: id, outcome: result.outcome, reason: result.reason },
    'webhook delivery decided',
  );
  context.bus.publish(['deliveries']);
}

interface Result {
  outcome: string;
  reason: string;
  detail: string;
  deploymentId?: string;
}

async function decideAndDo(
  context: Context,
  delivery: DeliveryWithProject,
  payload: unknown,
): Promise<Result> {
  const { project } = delivery;
  if (project === null || project.deletedAt !== null) {
    return {
      outcome: 'ignored',
      reason: 'unknown_repository',
      detail: 'The project was deleted in between',
    };
  }
  const isDuplicate =
    (await cameBefore(context, delivery)) ||
    (await cameByOtherWebhook(context, delivery, project, payload));
  const decision = decideDelivery({ event: delivery.event, isDuplicate, payload }, project);
  if (decision.outcome !== 'deploy') return decision;
  try {
    const deploymentId = await deploymentFor(context, delivery, project.id, decision);
    return { outcome: 'deployed', reason: '', detail: '', deploymentId };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { outcome: 'failed', reason: error.code, detail: clean(error.message, 300) };
  }
}

/** A replay is meant to come twice; one that failed or was refused may come again. */
async function cameBefore(
  context: Context,
  { id, deliveryId, projectId, replayOf }: Delivery,
): Promise<boolean> {
  if (deliveryId === null || replayOf !== null) return false;
  const earlier = await context.db.delivery.count({
    where: { deliveryId, projectId, id: { lt: id }, outcome: { notIn: ['refused', 'failed'] } },
  });
  return earlier > 0;
}

async function deploymentFor(
  context: Context,
  delivery: Delivery,
  projectId: number,
  push: Extract<Decision, { outcome: 'deploy' }>,
): Promise<string> {
  const actor = `delivery:${delivery.id}`;
  // Central may have died between the deployment and the note in the inbox.
  const present = await context.db.deployment.findFirst({
    where: { projectId, createdBy: actor },
    select: { id: true },
  });
  if (present !== null) return present.id;
  const deployment = await enqueueDeployment(context, {
    projectId,
    kind: 'push',
    branch: push.branch,
    commit: push.commit,
    commitMessage: push.message,
    commitAuthor: push.author,
    actor,
  });
  return deployment.id;
}

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch {
    return undefined;
  }
}
