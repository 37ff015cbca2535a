import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  RenewCertificateRequest,
  RenewCertificateResponseSchema,
} from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { Context } from '../../context.ts';
import { authenticateNode } from '../../nodes/authenticate-node.ts';
import * as nodes from '../../nodes/renew-certificate.ts';

/** RenewCertificate: with the present certificate, while it is good. */
export async function renewCertificate(
  context: Context,
  request: RenewCertificateRequest,
  fingerprint: string | undefined,
): Promise<MessageInitShape<typeof RenewCertificateResponseSchema>> {
  const identity = await authenticateNode(context, fingerprint);
  return nodes.renewCertificate(context, identity, request.certificateSigningRequest);
}
