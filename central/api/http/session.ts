import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { App } from './app.ts';
import { notYet } from './not-yet.ts';
import { codeNeededSchema, emailInput, secretInput, signedInSchema } from './schemas/accounts.ts';

export function sessionRoutes(app: App, _context: Context): void {
  app.route({
    method: 'POST',
    url: '/api/v1/session',
    schema: {
      summary: 'Sign in; the session is a cookie',
      body: z.strictObject({ email: emailInput, password: secretInput }),
      response: { 200: z.discriminatedUnion('state', [signedInSchema, codeNeededSchema]) },
    },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/session/code',
    schema: {
      summary: 'Finish signing in, with a code of the authenticator app or a recovery code',
      body: z.strictObject({
        challenge: z.string().max(500),
        code: z.string().trim().max(20).optional().describe('Six digits'),
        recoveryCode: z.string().trim().max(50).optional(),
      }),
      response: { 200: signedInSchema },
    },
    handler: notYet,
  });
  app.route({
    method: 'DELETE',
    url: '/api/v1/session',
    schema: { summary: 'Sign out', response: { 204: z.void() } },
    handler: notYet,
  });
}
