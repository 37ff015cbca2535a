import { z } from 'zod';
import type { Context } from '../../context.ts';
import { findProject } from '../../projects/find-project.ts';
import { diffVersions } from '../../secrets/diff-versions.ts';
import { type EnvironmentChange, listChanges, type SecretChanged } from '../../secrets/history.ts';
import { restoreVersion } from '../../secrets/restore-version.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { page, pageOf, pageQuery, projectParams } from './parameters.ts';
import {
  environmentChangeSchema,
  secretChangeSchema,
  secretsChangedSchema,
} from './schemas/secrets.ts';
import { applyParameter, secretsChanged } from './secret-parameters.ts';

export function secretHistoryRoutes(app: App, context: Context): void {
  history(app, context);
  diff(app, context);
  restore(app, context);
}

function history(app: App, context: Context): void {
  const querystring = pageQuery.extend({ key: z.string().max(200).optional() });
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project/secrets/history',
    schema: {
      summary: 'Who changed which secret when, newest first; never a value',
      params: projectParams,
      querystring,
      response: { 200: pageOf(environmentChangeSchema) },
    },
    handler: async ({ params, query: { limit, cursor, key } }) => {
      const { id: projectId } = await findProject(context, params.project);
      const changes = await listChanges(context, {
        ...{ projectId, key },
        before: cursor,
        limit: limit + 1,
      });
      return page(changes, limit, (row) => row.environmentVersion, changeView);
    },
  });
}

function diff(app: App, context: Context): void {
  const version = z.coerce.number().int().min(0);
  const querystring = z.object({
    from: version.describe('0: before the first secret was set'),
    to: version.optional().describe('Default: the present version'),
  });
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project/secrets/diff',
    schema: {
      summary: 'Names of the secrets that are different between two versions of the environment',
      params: projectParams,
      querystring,
      response: { 200: z.object({ items: z.array(secretChangeSchema) }) },
    },
    handler: async ({ params, query }) => {
      const project = await findProject(context, params.project);
      const changes = await diffVersions(context, project, query);
      return { items: changes.map(secretChangeView) };
    },
  });
}

function restore(app: App, context: Context): void {
  const body = z.strictObject({ version: z.number().int().min(0), apply: applyParameter });
  app.route({
    method: 'POST',
    url: '/api/v1/projects/:project/secrets/restore',
    schema: {
      summary: 'Make all secrets what they were at an earlier version; this makes a new version',
      params: projectParams,
      body,
      response: { 200: secretsChangedSchema },
    },
    handler: async (request) => {
      const { actor } = callerIn(request);
      const { version, apply } = request.body;
      const project = await findProject(context, request.params.project);
      const changed = await restoreVersion(context, project, { version, actor });
      return secretsChanged(context, project, changed, { nodeId: '', apply, actor });
    },
  });
}

function changeView({ at, changes, ...row }: EnvironmentChange) {
  return { ...row, at: at.toISOString(), changes: changes.map(secretChangeView) };
}

function secretChangeView({ key, nodeId, change }: SecretChanged) {
  return { key, node: nodeId === '' ? null : nodeId, change };
}
