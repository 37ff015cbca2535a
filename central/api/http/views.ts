/** Rows as the API shows them. What is not named here is never shown. */
import type { z } from 'zod';
import type {
  ApiToken,
  AuditEntry,
  Deployment,
  DeploymentStep,
} from '../../../prisma/client/client.ts';
import type { DeploymentWarning } from '../../deployments/warnings.ts';
import type { NodeSummary } from '../../nodes/list-nodes.ts';
import type { SecretSummary } from '../../secrets/list-secrets.ts';
import type { DeliverySummary } from '../../webhooks/deliveries.ts';
import type {
  auditSchema,
  deliverySchema,
  deploymentSchema,
  nodeSchema,
  secretSchema,
  stepSchema,
  tokenSchema,
} from './schemas.ts';

export function deploymentView(
  row: Deployment,
  project: { slug: string },
): z.input<typeof deploymentSchema> {
  const { id, projectId, nodeId, number, branch, commit, commitMessage, commitAuthor } = row;
  const { environmentVersion, toRelease, storePath, generation, port, createdBy } = row;
  return {
    ...{ id, projectId, nodeId, number, branch, commit, commitMessage, commitAuthor },
    ...{ environmentVersion, toRelease, storePath, generation, port, createdBy },
    project: project.slug,
    kind: row.kind as z.input<typeof deploymentSchema>['kind'],
    state: row.state as z.input<typeof deploymentSchema>['state'],
    step: row.step as z.input<typeof deploymentSchema>['step'],
    failure: failureOf(row),
    createdAt: row.createdAt.toISOString(),
    startedAt: iso(row.startedAt),
    liveAt: iso(row.liveAt),
    finishedAt: iso(row.finishedAt),
  };
}

function failureOf({ failureCode: code, failureMessage, failureHint }: Deployment) {
  return code === null ? null : { code, message: failureMessage ?? '', hint: failureHint ?? '' };
}

export function stepView(row: DeploymentStep): z.input<typeof stepSchema> {
  const { name, durationMs, note } = row;
  const state = row.state as z.input<typeof stepSchema>['state'];
  return { name, state, durationMs, note, startedAt: row.startedAt.toISOString() };
}

export function warningView({ at, code, message }: DeploymentWarning) {
  return { at: at.toISOString(), code, message };
}

export function secretView(secret: SecretSummary): z.input<typeof secretSchema> {
  const { key, nodeId, version, updatedAt, updatedBy } = secret;
  return {
    key,
    node: nodeId === '' ? null : nodeId,
    version,
    updatedAt: updatedAt.toISOString(),
    updatedBy,
  };
}

export function nodeView(row: NodeSummary): z.input<typeof nodeSchema> {
  const {
    id,
    name,
    online: connected,
    hostname,
    system,
    agentVersion,
    nixVersion,
    caddyVersion,
  } = row;
  const { serviceManager, toolchains, projectCount, lastHeartbeat } = row;
  return {
    ...{ id, name, connected, hostname, system, agentVersion, nixVersion, caddyVersion },
    ...{ serviceManager, toolchains, projectCount },
    warning: row.warning ?? null,
    lastSeenAt: iso(row.lastSeenAt),
    heartbeat: lastHeartbeat === null ? null : JSON.parse(lastHeartbeat),
  };
}

export function deliveryView(row: DeliverySummary): z.input<typeof deliverySchema> {
  const { id, deliveryId, event, reason, detail, deploymentId, replayOf } = row;
  return {
    ...{ id, deliveryId, event, reason, detail, deploymentId, replayOf },
    project: row.project?.slug ?? null,
    outcome: row.outcome as z.input<typeof deliverySchema>['outcome'],
    receivedAt: row.receivedAt.toISOString(),
  };
}

export function tokenView(row: ApiToken): z.input<typeof tokenSchema> {
  const { id, name, createdBy } = row;
  return {
    ...{ id, name, createdBy },
    role: row.role as z.input<typeof tokenSchema>['role'],
    createdAt: row.createdAt.toISOString(),
    expiresAt: iso(row.expiresAt),
    lastUsedAt: iso(row.lastUsedAt),
    revokedAt: iso(row.revokedAt),
  };
}

export function auditView({ at, ...row }: AuditEntry): z.input<typeof auditSchema> {
  const { id, actor, action, projectId, target, detail } = row;
  return { ...{ id, actor, action, projectId, target, detail }, at: at.toISOString() };
}

function iso(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
