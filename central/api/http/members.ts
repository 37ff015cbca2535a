import { z } from 'zod';
import { findMember } from '../../accounts/find-member.ts';
import { changeMember, listMembers, removeMember, resetTotp } from '../../accounts/members.ts';
import {
  listProjectMembers,
  removeProjectRole,
  setProjectRole,
} from '../../accounts/project-members.ts';
import type { Context } from '../../context.ts';
import { findProject } from '../../projects/find-project.ts';
import { callerIn } from './access.ts';
import { memberView } from './account-views.ts';
import type { App } from './app.ts';
import { projectParams } from './parameters.ts';
import {
  memberSchema,
  projectMemberSchema,
  projectRoleSchema,
  projectRolesInput,
  roleSchema,
} from './schemas/accounts.ts';

const params = z.object({ member: z.string().max(254).describe('Id or e-mail address') });
const both = params.extend(projectParams.shape);

export function memberRoutes(app: App, context: Context): void {
  list(app, context);
  show(app, context);
  change(app, context);
  remove(app, context);
  takeTotpAway(app, context);
}

export function projectMemberRoutes(app: App, context: Context): void {
  listOfProject(app, context);
  setRole(app, context);
  removeRole(app, context);
}

function list(app: App, context: Context): void {
  const response = { 200: z.object({ items: z.array(memberSchema) }) };
  app.route({
    method: 'GET',
    url: '/api/v1/members',
    schema: { summary: 'List the people who may sign in', response },
    handler: async () => ({ items: (await listMembers(context)).map(memberView) }),
  });
}

function show(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/members/:member',
    schema: { summary: 'Show a member', params, response: { 200: memberSchema } },
    handler: async (request) => memberView(await findMember(context, request.params.member)),
  });
}

function change(app: App, context: Context): void {
  const summary = "Change a member's roles, or shut him out for a while";
  const body = z.strictObject({
    role: roleSchema.nullable().optional(),
    disabled: z.boolean().optional(),
    projects: projectRolesInput.optional().describe('All of them: others end'),
  });
  app.route({
    method: 'PATCH',
    url: '/api/v1/members/:member',
    schema: { summary, params, body, response: { 200: memberSchema } },
    handler: async (request) => {
      const { member } = request.params;
      return memberView(await changeMember(context, callerIn(request), member, request.body));
    },
  });
}

function remove(app: App, context: Context): void {
  const summary = 'Remove a member, with his sessions and tokens';
  app.route({
    method: 'DELETE',
    url: '/api/v1/members/:member',
    schema: { summary, params, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await removeMember(context, callerIn(request), request.params.member);
      return reply.code(204).send();
    },
  });
}

function takeTotpAway(app: App, context: Context): void {
  const summary = 'Let a member who lost his authenticator app sign in without it';
  app.route({
    method: 'POST',
    url: '/api/v1/members/:member/reset-totp',
    schema: { summary, params, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await resetTotp(context, callerIn(request), request.params.member);
      return reply.code(204).send();
    },
  });
}

function listOfProject(app: App, context: Context): void {
  const response = { 200: z.object({ items: z.array(projectMemberSchema) }) };
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project/members',
    schema: { summary: 'List who may see a project', params: projectParams, response },
    handler: async (request) => {
      const { id } = await findProject(context, request.params.project);
      return { items: await listProjectMembers(context, id) };
    },
  });
}

function setRole(app: App, context: Context): void {
  const summary = 'Give a member a role in a project';
  const body = z.strictObject({ role: projectRoleSchema });
  app.route({
    method: 'PUT',
    url: '/api/v1/projects/:project/members/:member',
    schema: { summary, params: both, body, response: { 204: z.void() } },
    handler: async (request, reply) => {
      const project = await findProject(context, request.params.project);
      const wish = { member: request.params.member, role: request.body.role };
      await setProjectRole(context, callerIn(request), project, wish);
      return reply.code(204).send();
    },
  });
}

function removeRole(app: App, context: Context): void {
  const summary = "Take a member's role in a project away";
  app.route({
    method: 'DELETE',
    url: '/api/v1/projects/:project/members/:member',
    schema: { summary, params: both, response: { 204: z.void() } },
    handler: async (request, reply) => {
      const project = await findProject(context, request.params.project);
      await removeProjectRole(context, callerIn(request), project, request.params.member);
      return reply.code(204).send();
    },
  });
}
