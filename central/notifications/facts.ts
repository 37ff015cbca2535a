import type { Deployment } from '../../prisma/client/client.ts';
import type { Transaction } from '../context.ts';
import { addressesOf } from '../domain/addresses.ts';
import type { DeploymentFacts, NotificationFacts } from '../domain/notification-facts.ts';
import { domainList } from '../domain/project.ts';
import type { NotificationEvent } from './events.ts';

/** What a text about an event needs, as it is now: rows may be gone when it is sent. */
export async function collectFacts(
  tx: Transaction,
  event: NotificationEvent,
  now: Date,
): Promise<NotificationFacts> {
  return {
    event: event.event,
    at: now.toISOString(),
    ...('nodeId' in event ? await nodeFacts(tx, event.nodeId) : {}),
    ...('projectId' in event ? await projectFacts(tx, event.projectId) : {}),
    ...('deploymentId' in event ? await deploymentOf(tx, event.deploymentId) : {}),
    ...ownFacts(event),
  };
}

function ownFacts(event: NotificationEvent): Partial<NotificationFacts> {
  switch (event.event) {
    case 'node_offline':
    case 'node_online':
      return event.since === undefined ? {} : { since: event.since.toISOString() };
    case 'disk_low':
      return { disk: { availableBytes: event.availableBytes, totalBytes: event.totalBytes } };
    case 'certificate_expiring':
      return { certificate: { name: event.name, notAfter: event.notAfter.toISOString() } };
    case 'secret_reminder':
      return { secret: { key: event.key, note: event.note ?? '' } };
    default:
      return {};
  }
}

async function nodeFacts(tx: Transaction, id: string | undefined) {
  if (id === undefined) return {};
  const node = await tx.node.findUnique({ where: { id }, select: { name: true } });
  return node === null ? {} : { node: node.name };
}

async function projectFacts(tx: Transaction, id: number | undefined) {
  if (id === undefined) return {};
  const select = { slug: true, node: { select: { name: true } } } as const;
  const project = await tx.project.findUnique({ where: { id }, select });
  return project === null ? {} : { project: project.slug, node: project.node.name };
}

async function deploymentOf(tx: Transaction, id: string): Promise<Partial<NotificationFacts>> {
  const include = { project: { include: { node: true } } } as const;
  const row = await tx.deployment.findUnique({ where: { id }, include });
  if (row === null) return {};
  const { domains, node } = row.project;
  const [appUrl = ''] = addressesOf(domainList(domains), node);
  return { deployment: deploymentFacts(row, appUrl) };
}

function deploymentFacts(row: Deployment, appUrl: string): DeploymentFacts {
  const { id, number, kind, branch, commit, createdBy } = row;
  return {
    ...{ id, number, kind, branch, commit, createdBy, appUrl },
    subject: row.commitMessage,
    author: row.commitAuthor,
    ...(row.failureCode === null
      ? {}
      : {
          failure: {
            code: row.failureCode,
            message: row.failureMessage ?? '',
            hint: row.failureHint ?? '',
            step: row.step ?? '',
          },
        }),
  };
}
