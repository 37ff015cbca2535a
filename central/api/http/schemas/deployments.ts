/** Deployments as the API shows them. */
import { z } from 'zod';
import { deploymentStates, deploymentSteps } from '../../../../lib/deployment-states.ts';

const date = z.iso.datetime();
const stateNames = Object.keys(deploymentStates) as [keyof typeof deploymentStates];

export const deploymentState = z.enum(stateNames);
export const deploymentKind = z.enum(['push', 'manual', 'rollback', 'environment']);
const stepState = z.enum(['running', 'done', 'skipped', 'failed', 'canceled']);

const failureSchema = z
  .object({ code: z.string(), message: z.string(), hint: z.string() })
  .meta({ id: 'Failure' });

export const deploymentSchema = z
  .object({
    id: z.string(),
    projectId: z.number().int(),
    project: z.string().describe('Slug of the project'),
    nodeId: z.string(),
    number: z.number().int().describe('Number within the project; the release has the same'),
    kind: deploymentKind,
    state: deploymentState,
    step: z.enum(deploymentSteps).nullable().describe('Running step, or the one that failed'),
    branch: z.string(),
    commit: z.string().describe('Empty until it is known'),
    commitMessage: z.string(),
    commitAuthor: z.string(),
    authorName: z.string().describe('The same as commitAuthor'),
    commitUrl: z
      .string()
      .nullable()
      .describe('Where the commit can be read; null: the repository is at no address like GitHub'),
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
    state: stepState,
    startedAt: date,
    durationMs: z.number().int().nullable(),
    note: z.string(),
  })
  .meta({ id: 'DeploymentStep' });

export const deploymentSummarySchema = deploymentSchema
  .extend({
    steps: z
      .array(
        z.object({ name: z.string(), state: stepState, durationMs: z.number().int().nullable() }),
      )
      .describe('In the order they began'),
  })
  .meta({ id: 'DeploymentSummary' });

const packageSchema = z.object({ name: z.string(), version: z.string(), bytes: z.number() });

const closureDiffSchema = z.object({
  added: z.array(packageSchema),
  removed: z.array(packageSchema),
  changed: z.array(
    z.object({
      name: z.string(),
      from: z.string(),
      to: z.string(),
      bytes: z.number().describe('How much larger it became'),
    }),
  ),
  bytesFrom: z.number(),
  bytesTo: z.number(),
});

export const secretNamesSchema = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
});

export const compareSchema = z
  .object({
    against: z
      .number()
      .int()
      .nullable()
      .describe('The release that was live before this one; null: there was none'),
    commits: z.array(
      z.object({
        sha: z.string(),
        subject: z.string(),
        author: z.string(),
        url: z.string().nullable(),
      }),
    ),
    commitsMore: z.boolean(),
    config: z
      .array(z.object({ path: z.string(), from: z.string().nullable(), to: z.string().nullable() }))
      .describe('What is different in the config file; null: it is not there'),
    secrets: secretNamesSchema.describe('Names only'),
    closure: closureDiffSchema.nullable().describe('null: one of both is not known'),
  })
  .meta({ id: 'DeploymentComparison' });

export const deploymentDetailSchema = deploymentSchema
  .extend({
    steps: z.array(stepSchema),
    waitingFor: z.string().nullable().describe('What a queued deployment waits for'),
    warnings: z
      .array(z.object({ at: date, code: z.string(), message: z.string() }))
      .describe('Each thing once: runtime_version tells the end of life of a language'),
    compare: compareSchema,
    actions: z
      .object({ cancel: z.boolean(), redeploy: z.boolean(), rollBack: z.boolean() })
      .describe('What you may do with it now'),
  })
  .meta({ id: 'DeploymentDetail' });

export const logLineSchema = z
  .object({
    id: z.number().int(),
    at: date,
    step: z.string(),
    stderr: z.boolean(),
    text: z.string().describe('As it was printed: it may contain HTML and terminal sequences'),
  })
  .meta({ id: 'LogLine' });
