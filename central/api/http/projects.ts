import { z } from 'zod';
import type { Context } from '../../context.ts';
import { visibleProjects } from '../../domain/rights.ts';
import { createProject } from '../../projects/create-project.ts';
import { describeProjects } from '../../projects/describe-projects.ts';
import { findProject } from '../../projects/find-project.ts';
import { listProjects } from '../../projects/list-projects.ts';
import { replaceWebhookSecret } from '../../projects/webhook-secret.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { page, pageOf, pageQuery, projectParams } from './parameters.ts';
import { projectChangeRoutes } from './project-change.ts';
import { projectView, showProject, webhookSetup } from './project-view.ts';
import { projectWishes, repositoryUrl } from './project-wishes.ts';
import { projectSchema, webhookSetupSchema } from './schemas/projects.ts';

const newProject = z.strictObject({
  ...projectWishes,
  repositoryUrl,
  name: z.string().min(1).max(100),
  node: z.string().max(100).optional().describe('Name or id; default: the only node'),
});

export function projectRoutes(app: App, context: Context): void {
  create(app, context);
  list(app, context);
  show(app, context);
  projectChangeRoutes(app, context);
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
  const querystring = pageQuery.extend({
    q: z
      .string()
      .max(200)
      .optional()
      .describe('A part of the name, the description, the repository or a domain'),
  });
  app.route({
    method: 'GET',
    url: '/api/v1/projects',
    schema: {
      summary: 'List the projects that you may see',
      querystring,
      response: { 200: pageOf(projectSchema) },
    },
    handler: async (request) => {
      const { limit, cursor, q } = request.query;
      const visible = visibleProjects(callerIn(request));
      const rows = await listProjects(context, { visible, q, after: cursor, limit: limit + 1 });
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
