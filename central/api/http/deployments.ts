import { z } from 'zod';
import type { DeploymentKind } from '../../../lib/deployment-states.ts';
import type { Context } from '../../context.ts';
import { type DeploymentRequest, enqueueDeployment } from '../../deployments/enqueue-deployment.ts';
import { listDeployments } from '../../deployments/list-deployments.ts';
import { assertBranch } from '../../domain/project.ts';
import { findProject } from '../../projects/find-project.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { deploymentDetailRoutes } from './deployment-detail.ts';
import { deploymentLogRoutes } from './deployment-log.ts';
import { deploymentSummaryView, deploymentView } from './deployment-view.ts';
import { page, pageOf, pageQuery, projectParams } from './parameters.ts';
import {
  deploymentKind,
  deploymentSchema,
  deploymentState,
  deploymentSummarySchema,
} from './schemas/deployments.ts';

const newDeployment = z
  .strictObject({
    commit: z
      .string()
      .regex(/^[0-9a-f]{40}$/, 'expected 40 hex digits')
      .optional()
      .describe("Default: the branch's tip when it starts"),
    branch: z.string().optional().describe("Default: the project's branch"),
  })
  .nullish();

const rollback = z
  .strictObject({
    to: z.number().int().min(1).optional().describe('Default: the release that was live before'),
  })
  .nullish();

type Wish = Pick<DeploymentRequest, 'commit' | 'branch' | 'toRelease'>;

export function deploymentRoutes(app: App, context: Context): void {
  deploy(app, context);
  rollBack(app, context);
  apply(app, context);
  list(app, context);
  deploymentDetailRoutes(app, context);
  deploymentLogRoutes(app, context);
}

async function enqueue(
  context: Context,
  slug: string,
  wish: { kind: DeploymentKind; actor: string } & Wish,
) {
  const project = await findProject(context, slug);
  const deployment = await enqueueDeployment(context, { projectId: project.id, ...wish });
  return deploymentView(deployment, project);
}

function deploy(app: App, context: Context): void {
  const response = { 202: deploymentSchema };
  app.route({
    method: 'POST',
    url: '/api/v1/projects/:project/deployments',
    schema: { summary: 'Deploy', params: projectParams, body: newDeployment, response },
    handler: async (request, reply) => {
      const { commit, branch } = request.body ?? {};
      if (branch !== undefined) assertBranch(branch);
      const { actor } = callerIn(request);
      const wish = {
        ...(commit === undefined ? {} : { commit }),
        ...(branch === undefined ? {} : { branch }),
      };
      const { project } = request.params;
      return reply
        .code(202)
        .send(await enqueue(context, project, { kind: 'manual', actor, ...wish }));
    },
  });
}

function rollBack(app: App, context: Context): void {
  const summary = 'Return to an earlier release: its code and its environment, no build';
  app.route({
    method: 'POST',
    url: '/api/v1/projects/:project/rollback',
    schema: { summary, params: projectParams, body: rollback, response: { 202: deploymentSchema } },
    handler: async (request, reply) => {
      const { actor } = callerIn(request);
      const to = request.body?.to;
      const wish = to === undefined ? {} : { toRelease: to };
      const { project } = request.params;
      return reply
        .code(202)
        .send(await enqueue(context, project, { kind: 'rollback', actor, ...wish }));
    },
  });
}

function apply(app: App, context: Context): void {
  const summary = 'Start the live release again with the present secrets and domains, no build';
  app.route({
    method: 'POST',
    url: '/api/v1/projects/:project/apply',
    schema: { summary, params: projectParams, response: { 202: deploymentSchema } },
    handler: async (request, reply) => {
      const { actor } = callerIn(request);
      const { project } = request.params;
      return reply.code(202).send(await enqueue(context, project, { kind: 'environment', actor }));
    },
  });
}

function list(app: App, context: Context): void {
  const querystring = pageQuery.extend({
    state: deploymentState.optional(),
    kind: deploymentKind.optional(),
    q: z
      .string()
      .max(200)
      .optional()
      .describe('The beginning of a commit, or a part of its message or its author'),
  });
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project/deployments',
    schema: {
      summary: 'List deployments with their steps, newest first',
      params: projectParams,
      querystring,
      response: { 200: pageOf(deploymentSummarySchema) },
    },
    handler: async ({ params, query: { limit, cursor, ...filter } }) => {
      const project = await findProject(context, params.project);
      const rows = await listDeployments(context, {
        ...filter,
        projectId: project.id,
        before: cursor,
        limit: limit + 1,
      });
      return page(
        rows,
        limit,
        (row) => row.number,
        (row) => deploymentSummaryView(row, project),
      );
    },
  });
}
