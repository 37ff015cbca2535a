import type { UserError } from '../../../lib/user-error.ts';
import type { Context } from '../../context.ts';
import { deploymentNotFound } from '../../deployments/find-deployment.ts';
import { channelNotFound } from '../../notifications/find-channel.ts';
import { findProject, projectNotFound } from '../../projects/find-project.ts';
import { deliveryNotFound } from '../../webhooks/deliveries.ts';

/** How a parameter of an address leads to a project. */
interface Lead {
  /** The project's id; null: it belongs to none; undefined: there is no such thing. */
  find(context: Context, text: string): Promise<number | null | undefined>;
  /** The very error of a thing that does not exist, for whoever may not know that it does. */
  notFound(text: string): UserError;
}

const leads: Readonly<Record<string, Lead>> = {
  project: {
    find: (context, text) =>
      findProject(context, text).then(
        ({ id }) => id,
        () => undefined,
      ),
    notFound: projectNotFound,
  },
  deployment: {
    find: async ({ db }, id) =>
      (await db.deployment.findUnique({ where: { id }, select: { projectId: true } }))?.projectId,
    notFound: deploymentNotFound,
  },
  delivery: {
    find: async ({ db }, text) => {
      if (!isId(text)) return undefined;
      const where = { id: Number(text) };
      return (await db.delivery.findUnique({ where, select: { projectId: true } }))?.projectId;
    },
    notFound: (text) => deliveryNotFound(Number(text)),
  },
  channel: {
    find: async ({ db }, text) => {
      if (!isId(text)) return undefined;
      const where = { id: Number(text) };
      const select = { projectId: true };
      return (await db.notificationChannel.findUnique({ where, select }))?.projectId;
    },
    notFound: (text) => channelNotFound(Number(text)),
  },
};

/** The project that an address is about, for the guard; undefined: it is about none in particular. */
export async function projectOf(
  context: Context,
  params: Readonly<Record<string, string>>,
): Promise<{ projectId: number | null; notFound: UserError } | undefined> {
  for (const [name, lead] of Object.entries(leads)) {
    const text = params[name];
    if (text === undefined) continue;
    const found = await lead.find(context, text);
    // What does not exist is looked at as what belongs to no project: nobody learns the difference.
    return { projectId: found ?? null, notFound: lead.notFound(text) };
  }
  return undefined;
}

function isId(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}
