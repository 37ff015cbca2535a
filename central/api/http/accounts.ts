import { createAttempts } from '../../accounts/attempts.ts';
import { createSignIn } from '../../accounts/sign-in.ts';
import type { Context } from '../../context.ts';
import { accountRoutes } from './account.ts';
import { accountSessionRoutes } from './account-sessions.ts';
import type { App } from './app.ts';
import { acceptRoutes, invitationRoutes } from './invitations.ts';
import { meRoutes } from './me.ts';
import { memberRoutes, projectMemberRoutes } from './members.ts';
import { sessionRoutes } from './session.ts';
import { setupRoutes } from './setup.ts';
import { tokenRoutes } from './tokens.ts';

/** Everything about who somebody is and what he may. */
export function accountsRoutes(app: App, context: Context): void {
  const attempts = createAttempts(context.clock);
  const signIn = createSignIn(context, attempts);
  setupRoutes(app, context, signIn, attempts);
  sessionRoutes(app, context, signIn);
  meRoutes(app, context);
  accountRoutes(app, context, attempts);
  accountSessionRoutes(app, context);
  memberRoutes(app, context);
  projectMemberRoutes(app, context);
  invitationRoutes(app, context);
  acceptRoutes(app, context, signIn, attempts);
  tokenRoutes(app, context);
}
