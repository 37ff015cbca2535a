import { z } from 'zod';
import { UserError } from '../../../lib/user-error.ts';
import type { Context } from '../../context.ts';
import { applyChange } from '../../projects/apply-change.ts';
import { addDomain, removeDomain } from '../../projects/change-domains.ts';
import { type DescribedDomain, describeDomains } from '../../projects/describe-domains.ts';
import { findProject } from '../../projects/find-project.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { deploymentView } from './deployment-view.ts';
import { projectParams } from './parameters.ts';
import { deploymentSchema } from './schemas/deployments.ts';
import { domainSchema } from './schemas/projects.ts';

const applied = deploymentSchema
  .nullable()
  .describe('Brings it to the node; null: nothing is live');

export function domainRoutes(app: App, context: Context): void {
  list(app, context);
  add(app, context);
  remove(app, context);
}

function list(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project/domains',
    schema: {
      summary: "List a project's domains with their certificates",
      params: projectParams,
      response: { 200: z.object({ items: z.array(domainSchema) }) },
    },
    handler: async ({ params }) => {
      const project = await findProject(context, params.project);
      return { items: (await describeDomains(context, project)).map(domainView) };
    },
  });
}

function add(app: App, context: Context): void {
  app.route({
    method: 'POST',
    url: '/api/v1/projects/:project/domains',
    schema: {
      summary: 'Add a domain; it reaches the node at once',
      params: projectParams,
      body: z.strictObject({ domain: z.string().min(1).max(300) }),
      response: { 201: z.object({ domain: domainSchema, deployment: applied }) },
    },
    handler: async (request, reply) => {
      const { actor } = callerIn(request);
      const before = await findProject(context, request.params.project);
      const project = await addDomain(context, before, request.body.domain, actor);
      const added = (await describeDomains(context, project)).at(-1);
      if (added === undefined) throw new UserError('domain_not_found', 'It was removed meanwhile');
      const deployment = await applyChange(context, project.id, actor);
      return reply.code(201).send({
        domain: domainView(added),
        deployment: deployment === undefined ? null : deploymentView(deployment, project),
      });
    },
  });
}

function remove(app: App, context: Context): void {
  const params = projectParams.extend({ domain: z.string().max(300) });
  app.route({
    method: 'DELETE',
    url: '/api/v1/projects/:project/domains/:domain',
    schema: {
      summary: 'Remove a domain; its node stops answering to it at once',
      params,
      response: { 204: z.void() },
    },
    handler: async (request, reply) => {
      const { actor } = callerIn(request);
      const before = await findProject(context, request.params.project);
      const project = await removeDomain(context, before, request.params.domain, actor);
      await applyChange(context, project.id, actor);
      return reply.code(204).send();
    },
  });
}

function domainView({ certificate, ...rest }: DescribedDomain): z.input<typeof domainSchema> {
  const { state, notAfter } = certificate;
  return { ...rest, certificate: { state, notAfter: notAfter?.toISOString() ?? null } };
}
