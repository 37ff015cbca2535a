import { z } from 'zod';
import type { Project } from '../../../prisma/client/client.ts';
import type { Context } from '../../context.ts';
import { applyChange } from '../../projects/apply-change.ts';
import { findNode } from '../../projects/find-node.ts';
import { deploymentView } from './deployment-view.ts';
import type { secretsChangedSchema } from './schemas/secrets.ts';

export const nodeParameter = z
  .string()
  .max(100)
  .optional()
  .describe('Name or id: only for this node; default: for every node');

export const applyParameter = z
  .boolean()
  .default(true)
  .describe('Start the live release again with it, at once');

/** Id of the node that a request names; empty when it means every node. */
export async function nodeIdOf(context: Context, node: string | undefined): Promise<string> {
  return node === undefined ? '' : (await findNode(context, node)).id;
}

/** Brings a change to the live release when that is wished and concerns it. */
export async function secretsChanged(
  context: Context,
  project: Project,
  { version, hasNewValues }: { version: number; hasNewValues: boolean },
  { nodeId, apply, actor }: { nodeId: string; apply: boolean; actor: string },
): Promise<z.input<typeof secretsChangedSchema>> {
  const isConcerned = apply && hasNewValues && (nodeId === '' || nodeId === project.nodeId);
  const deployment = isConcerned ? await applyChange(context, project.id, actor) : undefined;
  return {
    environmentVersion: version,
    deployment: deployment === undefined ? null : deploymentView(deployment, project),
  };
}
