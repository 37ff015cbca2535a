import type { Context } from '../context.ts';
import type { NodeIdentity } from './authenticate-node.ts';

/**
 * Another certificate for the same node. The present one stays good until its end: the answer may
 * get lost on its way.
 *
 * @throws UserError `signing_request_invalid`
 */
export async function renewCertificate(
  context: Context,
  { nodeId }: NodeIdentity,
  signingRequest: string,
): Promise<{ certificate: string; caCertificate: string }> {
  const { authority, db, clock } = context;
  const issued = await authority.issueForNode(nodeId, signingRequest);
  const { fingerprint, notAfter } = issued;
  await db.nodeCertificate.create({
    data: { fingerprint, nodeId, notAfter, createdAt: clock.now() },
  });
  return { certificate: issued.pem, caCertificate: authority.certificate };
}
