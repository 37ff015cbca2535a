import { z } from 'zod';
import type { Context } from '../../context.ts';
import { applyChange } from '../../projects/apply-change.ts';
import { createProject } from '../../projects/create-project.ts';
import { deleteProject } from '../../projects/delete-project.ts';
import { describeProjects } from '../../projects/describe-projects.ts';
import { findProject } from '../../projects/find-project.ts';
import { updateProject } from '../../projects/update-project.ts';
import { replaceWebhookSecret } from '../../projects/webhook-secret.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { page, pageOf, pageQuery, projectParams } from './parameters.ts';
import { projectView, showProject, webhookSetup } from './project-view.ts';
import { deploymentSchema, projectSchema, webhookSetupSchema } from './schemas.ts';
import { deploymentView } from './views.ts';

const shared = {
  repositoryName: z
    .string()
    .regex(/^[^\s/]{1,100}\/[^\s/]{1,100}$/, 'expected owner/name')
    .optional()
    .describe('As GitHub names it in its webhooks; default: the end of the address'),
  branch: z.string().optional().describe('Default: main'),
  domains: z.array(z.string().max(300)).max(50).optional(),
  autoDeploy: z.boolean().optional().describe('Deploy each push to the branch; default: true'),
};
const repositoryUrl = z.string().min(1).max(1000);

const newProject = z.strictObject({
  ...shared,
  repositoryUrl,
  name: z.string().min(1).max(100),
  node: z.string().optional().describe('Name or id; default: the only node'),
});

const projectChange = z.strictObject({
  ...shared,
  repositoryUrl: repositoryUrl.optional(),
  apply: z.boolean().default(true).describe('Bring changed domains to the node at once'),
});

export function projectRoutes(app: App, context: Context): void {
  create(app, context);
  list(app, context);
  show(app, context);
  change(app, context);
  remove(app, context);
  renewWebhookSecret(app, context);
}

function create(app: App, context: Context): void {
  const created = z.object({ project: projectSchema, webhook: webhookSetupSchema });
  app.route({
    method: 'POST',
    url: '/api/v1/projects',
    schema: { summary: 'Create a project', body: newProject, response: { 201: created } },
    handler: async (request, reply) => {
      const { actor } = callerIn(request);
      const { project, webhookSecret } = await createProject(context, { ...request.body, actor });
      return reply.code(201).send({
        project: await showProject(app, context, project),
        webhook: webhookSetup(app, context, project, webhookSecret),
      });
    },
  });
}

function list(app: App, context: Context): void {
  const response = { 200: pageOf(projectSchema) };
  app.route({
    method: 'GET',
    url: '/api/v1/projects',
    schema: { summary: 'List projects', querystring: pageQuery, response },
    handler: async ({ query: { limit, cursor } }) => {
      const rows = await context.db.project.findMany({
        where: { deletedAt: null, ...(cursor === undefined ? {} : { id: { gt: cursor } }) },
        orderBy: { id: 'asc' },
        take: limit + 1,
      });
      const described = await describeProjects(context, rows);
      return page(
        described,
        limit,
        ({ project }) => project.id,
        (row) => projectView(app, context, row),
      );
    },
  });
}

function show(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project',
    schema: { summary: 'Show a project', params: projectParams, response: { 200: projectSchema } },
    handler: async ({ params }) =>
      showProject(app, context, await findProject(context, params.project)),
  });
}

function change(app: App, context: Context): void {
  const response = {
    200: z.object({ project: projectSchema, deployment: deploymentSchema.nullable() }),
  };
  app.route({
    method: 'PATCH',
    url: '/api/v1/projects/:project',
    schema: { summary: 'Change a project', params: projectParams, body: projectChange, response },
    handler: async (request) => {
      const { actor } = callerIn(request);
      const { apply, ...wish } = request.body;
      const before = await findProject(context, request.params.project);
      const project = await updateProject(context, before, wish, actor);
      const isNews = apply && project.domains !== before.domains;
      const deployment = isNews ? await applyChange(context, project.id, actor) : undefined;
      return {
        project: await showProject(app, context, project),
        deployment: deployment === undefined ? null : deploymentView(deployment, project),
      };
    },
  });
}

function remove(app: App, context: Context): void {
  const summary = 'Delete a project, its secrets and everything its node keeps of it';
  app.route({
    method: 'DELETE',
    url: '/api/v1/projects/:project',
    schema: { summary, params: projectParams, response: { 204: z.void() } },
    handler: async (request, reply) => {
      const project = await findProject(context, request.params.project);
      await deleteProject(context, project, callerIn(request).actor);
      return reply.code(204).send();
    },
  });
}

function renewWebhookSecret(app: App, context: Context): void {
  const summary = 'Replace the webhook secret; the old one counts no more';
  app.route({
    method: 'POST',
    url: '/api/v1/projects/:project/webhook-secret',
    schema: { summary, params: projectParams, response: { 200: webhookSetupSchema } },
    handler: async (request) => {
      const project = await findProject(context, request.params.project);
      const secret = await replaceWebhookSecret(context, project, callerIn(request).actor);
      return webhookSetup(app, context, project, secret);
    },
  });
}
