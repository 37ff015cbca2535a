import type { MessageInitShape } from '@bufbuild/protobuf';
import type { LeaveResponseSchema } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { Context } from '../../context.ts';
import { authenticateNode } from '../../nodes/authenticate-node.ts';
import { removeNode } from '../../nodes/remove-node.ts';

/** Leave: the machine gives up being a node. Its projects stay here, without a place to run. */
export async function leave(
  context: Context,
  fingerprint: string | undefined,
): Promise<MessageInitShape<typeof LeaveResponseSchema>> {
  const { nodeId, nodeName } = await authenticateNode(context, fingerprint);
  await removeNode(context, nodeId, { actor: `node ${nodeName}`, force: true });
  return {};
}
