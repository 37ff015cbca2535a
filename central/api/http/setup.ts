import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { App } from './app.ts';
import { notYet } from './not-yet.ts';
import {
  emailInput,
  linkTokenInput,
  nameInput,
  passwordInput,
  signedInSchema,
} from './schemas/accounts.ts';

export function setupRoutes(app: App, _context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/setup',
    schema: {
      summary: 'Whether central still waits for its first owner',
      response: { 200: z.object({ needed: z.boolean() }) },
    },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/setup',
    schema: {
      summary: 'Become the first owner, with the link that central printed',
      body: z.strictObject({
        token: linkTokenInput,
        name: nameInput,
        email: emailInput,
        password: passwordInput,
      }),
      response: { 201: signedInSchema },
    },
    handler: notYet,
  });
}
