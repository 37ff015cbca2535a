import { UserError } from './user-error.ts';

/** What a node needs to find central, to know that it is the right one, and to be let in. */
export interface JoinToken {
  /** "host:port" of central's gRPC gateway. */
  central: string;
  /** SHA-256 of the DER of central's CA certificate, lower-case hex. */
  caFingerprint: string;
  /** The one-time secret; central keeps only its hash. */
  token: string;
}

/**
 * The name in central's certificate. Agents check for this name, whatever address they dial, so
 * that central may be reached by several addresses, and move, without a new certificate.
 */
export const centralServerName = 'central.vpspilot.internal';

/** Codes with which central ends a stream, in the metadata `vpspilot-code`. */
export const refusals = {
  /** The agent's protocol is not spoken any more. */
  protocol: 'protocol_too_old',
  /** The certificate was revoked, or the node removed. */
  revoked: 'node_revoked',
  /** Another connection with the same identity took over. */
  replaced: 'connection_replaced',
} as const;

const prefix = 'vpj_';

/** One word that a person can paste. */
export function encodeJoinToken({ central, caFingerprint, token }: JoinToken): string {
  const json = JSON.stringify({ c: central, f: caFingerprint, t: token });
  return prefix + Buffer.from(json).toString('base64url');
}

/** @throws UserError `join_token_invalid` when it is cut, mistyped or something else. */
export function decodeJoinToken(text: string): JoinToken {
  const word = text.trim();
  if (!word.startsWith(prefix)) throw invalid('does not begin with "vpj_"');
  const { c: central, f: caFingerprint, t: token } = content(word.slice(prefix.length));
  if (
    typeof central !== 'string' ||
    typeof caFingerprint !== 'string' ||
    typeof token !== 'string'
  ) {
    throw invalid('is not complete');
  }
  if (!/^[0-9a-f]{64}$/.test(caFingerprint)) throw invalid('has no valid fingerprint');
  return { central, caFingerprint, token };
}

function content(encoded: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below: the reader can do nothing with a JSON parser's words.
  }
  throw invalid('was cut or changed on its way');
}

function invalid(what: string): UserError {
  return new UserError('join_token_invalid', `The join token ${what}`, {
    hint: 'Make a new one with `vpspilot nodes token NAME` and paste the whole line',
  });
}
