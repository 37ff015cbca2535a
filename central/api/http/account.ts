import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { App } from './app.ts';
import { notYet } from './not-yet.ts';
import {
  meSchema,
  nameInput,
  passwordInput,
  secretInput,
  sessionSchema,
} from './schemas/accounts.ts';

const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()).describe('Shown once') });
const code = z.string().trim().max(20).describe('Six digits');

export function accountRoutes(app: App, _context: Context): void {
  app.route({
    method: 'PATCH',
    url: '/api/v1/account',
    schema: {
      summary: 'Change what is known of oneself',
      body: z.strictObject({ name: nameInput.optional() }),
      response: { 200: meSchema },
    },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/account/password',
    schema: {
      summary: 'Change the password; all other sessions end',
      body: z.strictObject({ current: secretInput, password: passwordInput }),
      response: { 204: z.void() },
    },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/account/totp',
    schema: {
      summary: 'Begin to use an authenticator app; it counts when a code has confirmed it',
      body: z.strictObject({ password: secretInput }),
      response: {
        200: z.object({ secret: z.string(), uri: z.string().describe('For the QR code') }),
      },
    },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/account/totp/confirm',
    schema: {
      summary: 'Turn the authenticator app on, with a code from it',
      body: z.strictObject({ code }),
      response: { 200: recoveryCodes },
    },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/account/totp/disable',
    schema: {
      summary: 'Sign in without codes from now on',
      body: z.strictObject({ password: secretInput, code }),
      response: { 204: z.void() },
    },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/account/recovery-codes',
    schema: {
      summary: 'Make new recovery codes; the old ones count no more',
      body: z.strictObject({ password: secretInput }),
      response: { 200: recoveryCodes },
    },
    handler: notYet,
  });
}

export function accountSessionRoutes(app: App, _context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/account/sessions',
    schema: {
      summary: 'Where one is signed in',
      response: { 200: z.object({ items: z.array(sessionSchema) }) },
    },
    handler: notYet,
  });
  app.route({
    method: 'DELETE',
    url: '/api/v1/account/sessions',
    schema: { summary: 'End all other sessions', response: { 204: z.void() } },
    handler: notYet,
  });
  app.route({
    method: 'DELETE',
    url: '/api/v1/account/sessions/:session',
    schema: {
      summary: 'End a session',
      params: z.object({ session: z.string().max(100) }),
      response: { 204: z.void() },
    },
    handler: notYet,
  });
}
