import type { GithubConnection, Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import type { IgnoredReason } from '../domain/delivery.ts';
import { isSignedBy } from '../domain/webhook-body.ts';

export type Candidate = Project & { githubConnection: GithubConnection | null };

/**
 * The candidates that a delivery is meant for. Each project has its own secret: the one with which
 * it is signed is the one that is meant. A GitHub App signs with its own for all of its projects.
 */
export async function signersOf(
  { secretBox }: Context,
  candidates: readonly Candidate[],
  bytes: Uint8Array,
  signature: string,
): Promise<Project[]> {
  const signers: Project[] = [];
  for (const { githubConnection, ...project } of candidates) {
    for (const sealed of [project.webhookSecret, githubConnection?.webhookSecret ?? null]) {
      if (sealed === null || signers.includes(project)) continue;
      if (isSignedBy(await secretBox.open(sealed), bytes, signature)) signers.push(project);
    }
  }
  return signers;
}

/** Whether one of our GitHub Apps has signed it, for whatever project. */
export async function isSignedByApp(
  { db, secretBox }: Context,
  bytes: Uint8Array,
  signature: string,
): Promise<boolean> {
  const connections = await db.githubConnection.findMany({
    where: { webhookSecret: { not: null } },
    select: { webhookSecret: true },
  });
  for (const { webhookSecret } of connections) {
    if (webhookSecret === null) continue;
    if (isSignedBy(await secretBox.open(webhookSecret), bytes, signature)) return true;
  }
  return false;
}

/** Why an App's delivery that concerns no project deploys nothing. */
export function reasonOfApp(event: string): IgnoredReason {
  if (event === 'ping') return 'ping';
  if (event.startsWith('installation')) return 'installation';
  return event === 'push' ? 'unknown_repository' : 'other_event';
}
