import { z } from 'zod';
import type { Invitation } from '../../../prisma/client/client.ts';
import { acceptLink, describeLink } from '../../accounts/accept-link.ts';
import { type Attempts, addressKey } from '../../accounts/attempts.ts';
import { invite, listInvitations, projectsOf, takeBack } from '../../accounts/invitations.ts';
import type { SignIn } from '../../accounts/sign-in.ts';
import type { Context } from '../../context.ts';
import { callerIn } from './access.ts';
import { invitationView } from './account-views.ts';
import type { App } from './app.ts';
import { publicUrl } from './public-url.ts';
import {
  emailInput,
  invitationSchema,
  linkTokenInput,
  nameInput,
  passwordInput,
  projectRolesInput,
  roleSchema,
  signedInSchema,
} from './schemas/accounts.ts';
import { originOf, sendSignedIn } from './signed-in.ts';

const newInvitation = z.strictObject({
  email: emailInput,
  role: roleSchema.nullable().describe('Everywhere; null: only in the projects named'),
  projects: projectRolesInput.optional(),
  ttlHours: z.number().int().min(1).max(720).default(72),
});

export function invitationRoutes(app: App, context: Context): void {
  list(app, context);
  create(app, context);
  remove(app, context);
}

/** For whoever has got a link, and is nobody yet. */
export function acceptRoutes(app: App, context: Context, signIn: SignIn, attempts: Attempts): void {
  lookUp(app, context, attempts);
  accept(app, context, signIn, attempts);
}

function list(app: App, context: Context): void {
  const response = { 200: z.object({ items: z.array(invitationSchema) }) };
  app.route({
    method: 'GET',
    url: '/api/v1/invitations',
    schema: { summary: 'List invitations that nobody has taken yet', response },
    handler: async () => {
      const rows = await listInvitations(context);
      return { items: await Promise.all(rows.map((row) => shown(context, row))) };
    },
  });
}

function create(app: App, context: Context): void {
  const link = z.string().describe('Works once, and is shown once');
  const response = { 201: z.object({ invitation: invitationSchema, link }) };
  app.route({
    method: 'POST',
    url: '/api/v1/invitations',
    schema: {
      summary: 'Invite somebody; the link is for you to send',
      body: newInvitation,
      response,
    },
    handler: async (request, reply) => {
      const { token, record } = await invite(context, callerIn(request), request.body);
      return reply
        .header('cache-control', 'no-store')
        .code(201)
        .send({
          invitation: await shown(context, record),
          link: `${publicUrl(context, app)}/invitation#${token}`,
        });
    },
  });
}

function remove(app: App, context: Context): void {
  const params = z.object({ invitation: z.string().max(100) });
  app.route({
    method: 'DELETE',
    url: '/api/v1/invitations/:invitation',
    schema: { summary: 'Take an invitation back', params, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await takeBack(context, callerIn(request), request.params.invitation);
      return reply.code(204).send();
    },
  });
}

function lookUp(app: App, context: Context, attempts: Attempts): void {
  const body = z.strictObject({ token: linkTokenInput });
  const response = {
    200: z.object({
      kind: z.enum(['invitation', 'reset']).describe('reset: sets the password of a member anew'),
      email: z.string(),
      name: z.string().describe('Empty for whoever is new'),
      role: roleSchema.nullable(),
      invitedBy: z.string(),
    }),
  };
  app.route({
    method: 'POST',
    url: '/api/v1/invitations/lookup',
    schema: { summary: 'What a link is for', body, response },
    handler: async (request) => {
      attempts.take(addressKey(request.ip));
      const words = await describeLink(context, request.body.token);
      attempts.forgive(addressKey(request.ip));
      return words;
    },
  });
}

function accept(app: App, context: Context, signIn: SignIn, attempts: Attempts): void {
  const summary = 'Become a member, or set a new password, with a link';
  const body = z.strictObject({
    token: linkTokenInput,
    name: nameInput,
    password: passwordInput,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/invitations/accept',
    schema: { summary, body, response: { 201: signedInSchema } },
    handler: async (request, reply) => {
      attempts.take(addressKey(request.ip));
      const user = await acceptLink(context, request.body);
      attempts.forgive(addressKey(request.ip));
      const { token } = await signIn.start(user, originOf(request), 'link');
      return reply.code(201).send(await sendSignedIn(context, request, reply, token));
    },
  });
}

async function shown(context: Context, row: Invitation) {
  return invitationView(row, await projectsOf(context, row));
}
