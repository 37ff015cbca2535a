import { z } from 'zod';
import type { Deployment } from '../../../prisma/client/client.ts';
import type { Context } from '../../context.ts';
import { cancelDeployment } from '../../deployments/cancel-deployment.ts';
import { enqueueDeployment } from '../../deployments/enqueue-deployment.ts';
import { findDeployment } from '../../deployments/find-deployment.ts';
import { waitingFor } from '../../deployments/waiting.ts';
import { warningsOf } from '../../deployments/warnings.ts';
import { assertBranch } from '../../domain/project.ts';
import { findProject } from '../../projects/find-project.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { deploymentParams, page, pageOf, pageQuery, projectParams } from './parameters.ts';
import { deploymentDetailSchema, deploymentSchema } from './schemas.ts';
import { deploymentView, stepView, warningView } from './views.ts';

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

export function deploymentRoutes(app: App, context: Context): void {
  deploy(app, context);
  rollBack(app, context);
  list(app, context);
  show(app, context);
  cancel(app, context);
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
      const project = await findProject(context, request.params.project);
      const deployment = await enqueueDeployment(context, {
        projectId: project.id,
        kind: 'manual',
        actor: callerIn(request).actor,
        ...(commit === undefined ? {} : { commit }),
        ...(branch === undefined ? {} : { branch }),
      });
      return reply.code(202).send(deploymentView(deployment, project));
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
      const toRelease = request.body?.to;
      const project = await findProject(context, request.params.project);
      const deployment = await enqueueDeployment(context, {
        projectId: project.id,
        kind: 'rollback',
        actor: callerIn(request).actor,
        ...(toRelease === undefined ? {} : { toRelease }),
      });
      return reply.code(202).send(deploymentView(deployment, project));
    },
  });
}

function list(app: App, context: Context): void {
  const response = { 200: pageOf(deploymentSchema) };
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project/deployments',
    schema: {
      summary: 'List deployments, newest first',
      params: projectParams,
      querystring: pageQuery,
      response,
    },
    handler: async ({ params, query: { limit, cursor } }) => {
      const project = await findProject(context, params.project);
      const rows = await context.db.deployment.findMany({
        where: {
          projectId: project.id,
          ...(cursor === undefined ? {} : { number: { lt: cursor } }),
        },
        orderBy: { number: 'desc' },
        take: limit + 1,
      });
      const view = (row: Deployment) => deploymentView(row, project);
      return page(rows, limit, (row) => row.number, view);
    },
  });
}

function show(app: App, context: Context): void {
  const response = { 200: deploymentDetailSchema };
  app.route({
    method: 'GET',
    url: '/api/v1/deployments/:deployment',
    schema: {
      summary: 'Show a deployment with its steps and warnings',
      params: deploymentParams,
      response,
    },
    handler: async ({ params }) => {
      const deployment = await findDeployment(context, params.deployment);
      const steps = deployment.steps.map(stepView);
      const waiting = (await waitingFor(context, deployment)) ?? null;
      const warnings = (await warningsOf(context, deployment.id)).map(warningView);
      const view = deploymentView(deployment, deployment.project);
      return { ...view, steps, waitingFor: waiting, warnings };
    },
  });
}

function cancel(app: App, context: Context): void {
  const summary = 'Cancel a deployment before its switch';
  app.route({
    method: 'POST',
    url: '/api/v1/deployments/:deployment/cancel',
    schema: { summary, params: deploymentParams, response: { 202: deploymentSchema } },
    handler: async (request, reply) => {
      const { id, project } = await findDeployment(context, request.params.deployment);
      const canceled = await cancelDeployment(context, id, callerIn(request).actor);
      return reply.code(202).send(deploymentView(canceled, project));
    },
  });
}
