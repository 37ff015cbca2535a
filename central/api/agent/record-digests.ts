import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  RecordDigestsRequest,
  RecordDigestsResponseSchema,
} from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { Context } from '../../context.ts';
import * as dependencies from '../../dependencies/record-digests.ts';
import { authenticateNode } from '../../nodes/authenticate-node.ts';

/** RecordDigests: what a node has fetched without a hash in a lock file. */
export async function recordDigests(
  context: Context,
  request: RecordDigestsRequest,
  fingerprint: string | undefined,
): Promise<MessageInitShape<typeof RecordDigestsResponseSchema>> {
  const { nodeName } = await authenticateNode(context, fingerprint);
  const changed = await dependencies.recordDigests(context, request, nodeName);
  return {
    changed: changed.map(({ key, sha256, recordedAt, recordedBy }) => ({
      key,
      recordedSha256: sha256,
      recordedAtMs: BigInt(recordedAt.getTime()),
      recordedBy,
    })),
  };
}
