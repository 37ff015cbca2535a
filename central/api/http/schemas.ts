/** What the API says, once; types, checks and the OpenAPI document come from here. */
import { z } from 'zod';
import { deploymentStates, deploymentSteps } from '../../../lib/deployment-states.ts';
import { roles } from '../../domain/permissions.ts';

const date = z.iso.datetime();
const stateNames = Object.keys(deploymentStates) as [keyof typeof deploymentStates];

export const failureSchema = z
  .object({ code: z.string(), message: z.string(), hint: z.string() })
  .meta({ id: 'Failure' });

export const deploymentSchema = z
  .object({
    id: z.string(),
    projectId: z.number().int(),
    project: z.string().describe('Slug of the project'),
    nodeId: z.string(),
    number: z.number().int().describe('Number within the project; the release has the same'),
    kind: z.enum(['push', 'manual', 'rollback', 'environment']),
    state: z.enum(stateNames),
    step: z.enum(deploymentSteps).nullable().describe('Running step, or the one that failed'),
    branch: z.string(),
    commit: z.string().describe('Empty until it is known'),
    commitMessage: z.string(),
    commitAuthor: z.string(),
    environmentVersion: z.number().int(),
    toRelease: z.number().int().nullable(),
    storePath: z.string().nullable(),
    generation: z.number().int().nullable(),
    port: z.number().int().nullable(),
    failure: failureSchema.nullable(),
    createdBy: z.string(),
    createdAt: date,
    startedAt: date.nullable(),
    liveAt: date.nullable(),
    finishedAt: date.nullable().describe('Set when nothing more will happen, the watch included'),
  })
  .meta({ id: 'Deployment' });

export const stepSchema = z
  .object({
    name: z.string(),
    state: z.enum(['running', 'done', 'skipped', 'failed', 'canceled']),
    startedAt: date,
    durationMs: z.number().int().nullable(),
    note: z.string(),
  })
  .meta({ id: 'DeploymentStep' });

export const deploymentDetailSchema = deploymentSchema
  .extend({
    steps: z.array(stepSchema),
    waitingFor: z.string().nullable().describe('What a queued deployment waits for'),
    warnings: z
      .array(z.object({ at: date, code: z.string(), message: z.string() }))
      .describe('Each thing once: runtime_version tells the end of life of a language'),
  })
  .meta({ id: 'DeploymentDetail' });

export const projectSchema = z
  .object({
    id: z.number().int(),
    slug: z.string(),
    repositoryUrl: z.string(),
    repositoryName: z.string(),
    branch: z.string(),
    domains: z.array(z.string()),
    addresses: z.array(z.string()).describe('URLs of the domains, as visitors reach them'),
    autoDeploy: z.boolean(),
    node: z.object({ id: z.string(), name: z.string(), connected: z.boolean() }),
    environmentVersion: z.number().int(),
    webhookUrl: z.string(),
    createdAt: date,
    live: deploymentSchema.nullable().describe('The deployment that has the traffic'),
    latest: deploymentSchema.nullable(),
  })
  .meta({ id: 'Project' });

export const webhookSetupSchema = z
  .object({
    url: z.string(),
    secret: z.string().describe('Shown once'),
    contentType: z.literal('application/json'),
    events: z.tuple([z.literal('push')]),
    instructions: z.string(),
  })
  .meta({ id: 'WebhookSetup' });

export const secretSchema = z
  .object({
    key: z.string(),
    node: z
      .string()
      .nullable()
      .describe("Id of the node whose own value it is; null: every node's"),
    version: z.number().int().describe('Version of the environment in which it was last set'),
    updatedAt: date,
    updatedBy: z.string(),
  })
  .meta({ id: 'Secret' });

export const nodeSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    connected: z.boolean(),
    lastSeenAt: date.nullable().describe('null: it has joined and never connected'),
    hostname: z.string(),
    system: z.string(),
    agentVersion: z.string(),
    nixVersion: z.string(),
    caddyVersion: z.string(),
    serviceManager: z.string(),
    toolchains: z.string(),
    projectCount: z.number().int(),
    warning: z.string().nullable(),
    heartbeat: z.unknown().describe('Load, memory, disk and running releases as last told'),
  })
  .meta({ id: 'Node' });

export const joinTokenSchema = z
  .object({
    token: z.string().describe('Shown once'),
    nodeName: z.string(),
    rejoins: z.boolean().describe('A node of this name exists and will be replaced'),
    expiresAt: date,
    installCommand: z.string(),
  })
  .meta({ id: 'JoinToken' });

export const deliverySchema = z
  .object({
    id: z.number().int(),
    deliveryId: z.string().nullable().describe('X-GitHub-Delivery'),
    event: z.string(),
    project: z.string().nullable(),
    outcome: z.enum(['received', 'deployed', 'ignored', 'refused', 'failed']),
    reason: z.string(),
    detail: z.string(),
    deploymentId: z.string().nullable(),
    replayOf: z.number().int().nullable(),
    receivedAt: date,
  })
  .meta({ id: 'Delivery' });

export const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(roles),
    createdBy: z.string(),
    createdAt: date,
    expiresAt: date.nullable(),
    lastUsedAt: date.nullable(),
    revokedAt: date.nullable(),
  })
  .meta({ id: 'ApiToken' });

export const auditSchema = z
  .object({
    id: z.number().int(),
    at: date,
    actor: z.string(),
    action: z.string(),
    projectId: z.number().int().nullable(),
    target: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'AuditEntry' });
