import { UserError } from '../../lib/user-error.ts';
import type { Context } from '../context.ts';

export interface NodeIdentity {
  nodeId: string;
  nodeName: string;
  fingerprint: string;
  notAfter: Date;
}

/**
 * Who presents this client certificate. TLS has proven that the peer holds its key; that it is one
 * of ours and still good is proven by its fingerprint in the database.
 *
 * @throws UserError `node_unauthenticated`, `certificate_expired`, `node_revoked`
 */
export async function authenticateNode(
  context: Context,
  fingerprint: string | undefined,
): Promise<NodeIdentity> {
  if (fingerprint === undefined) {
    // TLS has told the server nothing more than that.
    const message = 'No valid client certificate: none, an expired one, or one of another central';
    throw refusal('node_unauthenticated', message);
  }
  const certificate = await context.db.nodeCertificate.findUnique({
    where: { fingerprint },
    include: { node: { select: { name: true } } },
  });
  if (certificate === null) {
    throw refusal('node_unauthenticated', 'The client certificate is not from this central');
  }
  const { nodeId, node, notAfter, revokedAt } = certificate;
  if (revokedAt !== null) {
    throw refusal('node_revoked', `The certificate of ${node.name} was revoked`);
  }
  if (notAfter <= context.clock.now()) {
    const when = notAfter.toISOString();
    throw refusal('certificate_expired', `The certificate of ${node.name} expired at ${when}`);
  }
  return { nodeId, nodeName: node.name, fingerprint, notAfter };
}

function refusal(code: string, message: string): UserError {
  return new UserError(code, message, {
    hint: 'Join again with a new join token: vpspilot agent join --token …',
  });
}
