import type { Delivery, Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { pushPayload } from '../domain/delivery.ts';

/** Both webhooks are delivered within seconds, unless GitHub itself is in trouble. */
const windowMs = 10 * 60_000;

/**
 * Whether the same push came by the other webhook: a repository may have its own beside the one of
 * the GitHub App, and GitHub then delivers each push twice, under different ids.
 */
export async function cameByOtherWebhook(
  { db }: Context,
  { id, replayOf, receivedAt }: Delivery,
  { id: projectId, githubConnectionId }: Project,
  payload: unknown,
): Promise<boolean> {
  const push = pushPayload.safeParse(payload);
  if (replayOf !== null || githubConnectionId === null || !push.success) return false;
  const hasTwo = await db.githubConnection.count({
    where: { id: githubConnectionId, webhookSecret: { not: null } },
  });
  if (hasTwo === 0) return false;
  const newest = await db.deployment.findFirst({
    where: { projectId },
    orderBy: { number: 'desc' },
    select: { kind: true, commit: true, createdAt: true, createdBy: true },
  });
  // Another push in between would have made a deployment of its own.
  return (
    newest?.kind === 'push' &&
    newest.commit === push.data.after &&
    newest.createdBy.startsWith('delivery:') &&
    newest.createdBy !== `delivery:${id}` &&
    receivedAt.getTime() - newest.createdAt.getTime() < windowMs
  );
}
