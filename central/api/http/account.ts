import { z } from 'zod';
import { changePassword, rename } from '../../accounts/account.ts';
import type { Attempts } from '../../accounts/attempts.ts';
import {
  beginTotp,
  confirmTotp,
  disableTotp,
  renewRecoveryCodes,
} from '../../accounts/second-factor.ts';
import type { Context } from '../../context.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { meView } from './me.ts';
import { meSchema, nameInput, passwordInput, secretInput } from './schemas/accounts.ts';

const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()).describe('Shown once') });
const code = z.string().trim().max(20).describe('Six digits');
const onlyPassword = z.strictObject({ password: secretInput });

export function accountRoutes(app: App, context: Context, attempts: Attempts): void {
  change(app, context);
  password(app, context, attempts);
  begin(app, context, attempts);
  confirm(app, context, attempts);
  disable(app, context, attempts);
  renew(app, context, attempts);
}

function change(app: App, context: Context): void {
  const body = z.strictObject({ name: nameInput.optional() });
  app.route({
    method: 'PATCH',
    url: '/api/v1/account',
    schema: { summary: 'Change what is known of oneself', body, response: { 200: meSchema } },
    handler: async (request) => {
      const caller = callerIn(request);
      const { name } = request.body;
      if (name !== undefined) await rename(context, caller, name);
      return meView(context, caller);
    },
  });
}

function password(app: App, context: Context, attempts: Attempts): void {
  const summary = 'Change the password; all other sessions end';
  const body = z.strictObject({ current: secretInput, password: passwordInput });
  app.route({
    method: 'POST',
    url: '/api/v1/account/password',
    schema: { summary, body, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await changePassword(context, attempts, callerIn(request), request.body);
      return reply.code(204).send();
    },
  });
}

function begin(app: App, context: Context, attempts: Attempts): void {
  const summary = 'Begin to use an authenticator app; it counts when a code has confirmed it';
  const response = {
    200: z.object({
      secret: z.string().describe('To type by hand; shown once'),
      uri: z.string().describe('For the QR code'),
    }),
  };
  app.route({
    method: 'POST',
    url: '/api/v1/account/totp',
    schema: { summary, body: onlyPassword, response },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return beginTotp(context, attempts, callerIn(request), request.body.password);
    },
  });
}

function confirm(app: App, context: Context, attempts: Attempts): void {
  const summary = 'Turn the authenticator app on, with a code from it';
  const body = z.strictObject({ code });
  app.route({
    method: 'POST',
    url: '/api/v1/account/totp/confirm',
    schema: { summary, body, response: { 200: recoveryCodes } },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const caller = callerIn(request);
      return { recoveryCodes: await confirmTotp(context, attempts, caller, request.body.code) };
    },
  });
}

function disable(app: App, context: Context, attempts: Attempts): void {
  const summary = 'Sign in without codes from now on';
  const body = z.strictObject({ password: secretInput, code });
  app.route({
    method: 'POST',
    url: '/api/v1/account/totp/disable',
    schema: { summary, body, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await disableTotp(context, attempts, callerIn(request), request.body);
      return reply.code(204).send();
    },
  });
}

function renew(app: App, context: Context, attempts: Attempts): void {
  const summary = 'Make new recovery codes; the old ones count no more';
  app.route({
    method: 'POST',
    url: '/api/v1/account/recovery-codes',
    schema: { summary, body: onlyPassword, response: { 200: recoveryCodes } },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const caller = callerIn(request);
      const { password: typed } = request.body;
      return { recoveryCodes: await renewRecoveryCodes(context, attempts, caller, typed) };
    },
  });
}
