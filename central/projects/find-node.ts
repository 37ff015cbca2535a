import { UserError } from '../../lib/user-error.ts';
import type { Node } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';

/**
 * Finds a node by name or id.
 *
 * @throws UserError node_not_found
 */
export async function findNode(context: Context, nameOrId: string): Promise<Node> {
  const node = await context.db.node.findFirst({
    where: { removedAt: null, OR: [{ id: nameOrId }, { name: nameOrId }] },
  });
  if (node !== null) return node;
  throw new UserError('node_not_found', `There is no node '${nameOrId.slice(0, 60)}'`, {
    hint: 'vpspilot nodes list shows yours',
  });
}

/**
 * The node for a new project: the named one, or the only one there is.
 *
 * @throws UserError node_not_found, node_required
 */
export async function chooseNode(context: Context, nameOrId: string | undefined): Promise<Node> {
  if (nameOrId !== undefined) return findNode(context, nameOrId);
  const nodes = await context.db.node.findMany({
    where: { removedAt: null },
    orderBy: { name: 'asc' },
    take: 20,
  });
  const [only, ...others] = nodes;
  if (only === undefined) {
    throw new UserError('node_required', 'No node has joined yet', {
      hint: 'vpspilot nodes token makes the line to paste on your VPS',
    });
  }
  if (others.length === 0) return only;
  throw new UserError('node_required', 'Say on which node the project runs', {
    hint: `Nodes: ${nodes.map((node) => node.name).join(', ')}`,
  });
}
