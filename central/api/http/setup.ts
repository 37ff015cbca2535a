import { z } from 'zod';
import { type Attempts, addressKey } from '../../accounts/attempts.ts';
import { isSetupNeeded, setUp } from '../../accounts/setup.ts';
import type { SignIn } from '../../accounts/sign-in.ts';
import type { Context } from '../../context.ts';
import type { App } from './app.ts';
import {
  emailInput,
  linkTokenInput,
  nameInput,
  passwordInput,
  signedInSchema,
} from './schemas/accounts.ts';
import { originOf, sendSignedIn } from './signed-in.ts';

const newOwner = z.strictObject({
  token: linkTokenInput,
  name: nameInput,
  email: emailInput,
  password: passwordInput,
});

export function setupRoutes(app: App, context: Context, signIn: SignIn, attempts: Attempts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/setup',
    schema: {
      summary: 'Whether central still waits for its first owner',
      response: { 200: z.object({ needed: z.boolean() }) },
    },
    handler: async () => ({ needed: await isSetupNeeded(context) }),
  });
  const summary = 'Become the first owner, with the link that central printed';
  app.route({
    method: 'POST',
    url: '/api/v1/setup',
    schema: { summary, body: newOwner, response: { 201: signedInSchema } },
    handler: async (request, reply) => {
      attempts.take(addressKey(request.ip));
      const user = await setUp(context, request.body);
      attempts.forgive(addressKey(request.ip));
      const { token } = await signIn.start(user, originOf(request), 'setup link');
      return reply.code(201).send(await sendSignedIn(context, request, reply, token));
    },
  });
}
