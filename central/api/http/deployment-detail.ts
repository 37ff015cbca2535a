import { z } from 'zod';
import type { Context } from '../../context.ts';
import { cancelDeployment } from '../../deployments/cancel-deployment.ts';
import { describeDeployment } from '../../deployments/describe-deployment.ts';
import { findDeployment, findDeploymentByNumber } from '../../deployments/find-deployment.ts';
import { redeploy } from '../../deployments/redeploy.ts';
import { mayIn } from '../../domain/rights.ts';
import { findProject } from '../../projects/find-project.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { deploymentDetailView, deploymentView } from './deployment-view.ts';
import { deploymentParams, projectParams } from './parameters.ts';
import { deploymentDetailSchema, deploymentSchema } from './schemas/deployments.ts';

export function deploymentDetailRoutes(app: App, context: Context): void {
  show(app, context);
  showByNumber(app, context);
  cancel(app, context);
  again(app, context);
}

function show(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/deployments/:deployment',
    schema: {
      summary: 'Show a deployment with its steps, its warnings and what it changed',
      params: deploymentParams,
      response: { 200: deploymentDetailSchema },
    },
    handler: async (request) => {
      const deployment = await findDeployment(context, request.params.deployment);
      const mayAct = mayIn(callerIn(request), 'deployments.write', deployment.projectId);
      return deploymentDetailView(await describeDeployment(context, deployment, mayAct));
    },
  });
}

function showByNumber(app: App, context: Context): void {
  const params = projectParams.extend({ number: z.coerce.number().int().min(1) });
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project/deployments/:number',
    schema: {
      summary: 'Show a deployment by its number within the project',
      params,
      response: { 200: deploymentDetailSchema },
    },
    handler: async (request) => {
      const { project, number } = request.params;
      const { id } = await findProject(context, project);
      const deployment = await findDeploymentByNumber(context, id, number);
      const mayAct = mayIn(callerIn(request), 'deployments.write', id);
      return deploymentDetailView(await describeDeployment(context, deployment, mayAct));
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

function again(app: App, context: Context): void {
  const summary = 'Deploy the same commit once more, with the present secrets';
  app.route({
    method: 'POST',
    url: '/api/v1/deployments/:deployment/redeploy',
    schema: { summary, params: deploymentParams, response: { 202: deploymentSchema } },
    handler: async (request, reply) => {
      const deployment = await findDeployment(context, request.params.deployment);
      const created = await redeploy(context, deployment, callerIn(request).actor);
      return reply.code(202).send(deploymentView(created, deployment.project));
    },
  });
}
