import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { App } from './app.ts';
import { notYet } from './not-yet.ts';
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

const newInvitation = z.strictObject({
  email: emailInput,
  role: roleSchema.nullable().describe('Everywhere; null: only in the projects named'),
  projects: projectRolesInput.optional(),
  ttlHours: z.number().int().min(1).max(720).default(72),
});

export function invitationRoutes(app: App, _context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/invitations',
    schema: {
      summary: 'List invitations that nobody has taken yet',
      response: { 200: z.object({ items: z.array(invitationSchema) }) },
    },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/invitations',
    schema: {
      summary: 'Invite somebody; the link is for you to send',
      body: newInvitation,
      response: {
        201: z.object({
          invitation: invitationSchema,
          link: z.string().describe('Works once, and is shown once'),
        }),
      },
    },
    handler: notYet,
  });
  app.route({
    method: 'DELETE',
    url: '/api/v1/invitations/:invitation',
    schema: {
      summary: 'Take an invitation back',
      params: z.object({ invitation: z.string().max(100) }),
      response: { 204: z.void() },
    },
    handler: notYet,
  });
}

export function acceptRoutes(app: App, _context: Context): void {
  app.route({
    method: 'POST',
    url: '/api/v1/invitations/lookup',
    schema: {
      summary: 'What a link is for',
      body: z.strictObject({ token: linkTokenInput }),
      response: {
        200: z.object({
          kind: z
            .enum(['invitation', 'reset'])
            .describe('reset: sets the password of a member anew'),
          email: z.string(),
          name: z.string().describe('Empty for whoever is new'),
          role: roleSchema.nullable(),
          invitedBy: z.string(),
        }),
      },
    },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/invitations/accept',
    schema: {
      summary: 'Become a member, or set a new password, with a link',
      body: z.strictObject({ token: linkTokenInput, name: nameInput, password: passwordInput }),
      response: { 201: signedInSchema },
    },
    handler: notYet,
  });
}
