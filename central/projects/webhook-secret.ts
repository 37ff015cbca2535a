import { randomBytes } from 'node:crypto';
import type { Project } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';

/** A new webhook secret; only its sealed form is kept. */
export async function newWebhookSecret(
  context: Context,
): Promise<{ secret: string; sealed: string }> {
  const secret = randomBytes(32).toString('hex');
  return { secret, sealed: await context.secretBox.seal(secret) };
}

/** Replaces the webhook secret of a project; the old one counts no more at once. */
export async function replaceWebhookSecret(
  context: Context,
  project: Project,
  actor: string,
): Promise<string> {
  const { secret, sealed } = await newWebhookSecret(context);
  await context.db.$transaction([
    context.db.project.update({ where: { id: project.id }, data: { webhookSecret: sealed } }),
    context.db.auditEntry.create({
      data: auditEntry({
        actor,
        action: 'project.webhook_secret',
        target: project.slug,
        projectId: project.id,
      }),
    }),
  ]);
  return secret;
}
