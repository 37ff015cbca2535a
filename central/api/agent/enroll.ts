import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  EnrollRequest,
  EnrollResponseSchema,
} from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { Context } from '../../context.ts';
import { enrollNode } from '../../nodes/enroll-node.ts';

/** Enroll: the only method without a client certificate. */
export function enroll(
  context: Context,
  request: EnrollRequest,
): Promise<MessageInitShape<typeof EnrollResponseSchema>> {
  return enrollNode(context, request);
}
