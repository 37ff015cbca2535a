import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { App } from './app.ts';
import { notYet } from './not-yet.ts';
import {
  memberSchema,
  projectMemberSchema,
  projectRoleSchema,
  projectRolesInput,
  roleSchema,
} from './schemas/accounts.ts';

const params = z.object({ member: z.string().max(100) });

export function memberRoutes(app: App, _context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/members',
    schema: {
      summary: 'List the people who may sign in',
      response: { 200: z.object({ items: z.array(memberSchema) }) },
    },
    handler: notYet,
  });
  app.route({
    method: 'PATCH',
    url: '/api/v1/members/:member',
    schema: {
      summary: "Change a member's roles, or shut him out for a while",
      params,
      body: z.strictObject({
        role: roleSchema.nullable().optional(),
        disabled: z.boolean().optional(),
        projects: projectRolesInput.optional().describe('All of them: others end'),
      }),
      response: { 200: memberSchema },
    },
    handler: notYet,
  });
  app.route({
    method: 'DELETE',
    url: '/api/v1/members/:member',
    schema: {
      summary: 'Remove a member, with his sessions and tokens',
      params,
      response: { 204: z.void() },
    },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/members/:member/reset-totp',
    schema: {
      summary: 'Let a member who lost his authenticator app sign in without it',
      params,
      response: { 204: z.void() },
    },
    handler: notYet,
  });
}

export function projectMemberRoutes(app: App, _context: Context): void {
  const project = z.string().max(100).describe('Slug or id');
  const both = params.extend({ project });
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project/members',
    schema: {
      summary: 'List who may see a project',
      params: z.object({ project }),
      response: { 200: z.object({ items: z.array(projectMemberSchema) }) },
    },
    handler: notYet,
  });
  app.route({
    method: 'PUT',
    url: '/api/v1/projects/:project/members/:member',
    schema: {
      summary: 'Give a member a role in a project',
      params: both,
      body: z.strictObject({ role: projectRoleSchema }),
      response: { 204: z.void() },
    },
    handler: notYet,
  });
  app.route({
    method: 'DELETE',
    url: '/api/v1/projects/:project/members/:member',
    schema: {
      summary: "Take a member's role in a project away",
      params: both,
      response: { 204: z.void() },
    },
    handler: notYet,
  });
}
