import { z } from 'zod';
import { endSessions } from '../../accounts/sessions.ts';
import type { SignIn } from '../../accounts/sign-in.ts';
import type { Context } from '../../context.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { codeNeededSchema, emailInput, secretInput, signedInSchema } from './schemas/accounts.ts';
import { clearSessionCookie } from './session-cookie.ts';
import { originOf, sendSignedIn } from './signed-in.ts';

const codes = z
  .strictObject({
    challenge: z.string().max(500),
    code: z.string().trim().max(20).optional().describe('Six digits'),
    recoveryCode: z.string().trim().max(50).optional(),
  })
  .refine(
    ({ code, recoveryCode }) => (code === undefined) !== (recoveryCode === undefined),
    'expected either code or recoveryCode',
  );

export function sessionRoutes(app: App, context: Context, signIn: SignIn): void {
  withPassword(app, context, signIn);
  withCode(app, context, signIn);
  signOut(app, context);
}

function withPassword(app: App, context: Context, signIn: SignIn): void {
  app.route({
    method: 'POST',
    url: '/api/v1/session',
    schema: {
      summary: 'Sign in; the session is a cookie',
      body: z.strictObject({ email: emailInput, password: secretInput }),
      response: { 200: z.discriminatedUnion('state', [signedInSchema, codeNeededSchema]) },
    },
    handler: async (request, reply) => {
      const step = await signIn.withPassword(request.body, originOf(request));
      if (step.state === 'code_needed') return step;
      return sendSignedIn(context, request, reply, step.token);
    },
  });
}

function withCode(app: App, context: Context, signIn: SignIn): void {
  const summary = 'Finish signing in, with a code of the authenticator app or a recovery code';
  app.route({
    method: 'POST',
    url: '/api/v1/session/code',
    schema: { summary, body: codes, response: { 200: signedInSchema } },
    handler: async (request, reply) => {
      const { token } = await signIn.withCode(request.body, originOf(request));
      return sendSignedIn(context, request, reply, token);
    },
  });
}

function signOut(app: App, context: Context): void {
  app.route({
    method: 'DELETE',
    url: '/api/v1/session',
    schema: { summary: 'Sign out', response: { 204: z.void() } },
    handler: async (request, reply) => {
      const { id, userId, actor } = callerIn(request);
      await endSessions(context, { userId: userId ?? '', actor, which: { id } });
      clearSessionCookie(context, request, reply);
      return reply.code(204).send();
    },
  });
}
