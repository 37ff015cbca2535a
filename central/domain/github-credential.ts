import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';

/** Shorter RSA keys are not what GitHub makes. */
const modulusMinBits = 2048;

/**
 * Reads the private key of an App, PKCS #1 as GitHub gives it or PKCS #8.
 *
 * @returns PKCS #8, and the fingerprint that GitHub shows beside the key
 * @throws UserError github_key_invalid
 */
export function appKey(pem: string): { privateKey: string; mask: string } {
  const key = parsedKey(pem);
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key?.asymmetricKeyType !== 'rsa' || bits < modulusMinBits) {
    throw new UserError('github_key_invalid', 'This is no private key of a GitHub App', {
      hint: 'Paste the whole .pem file that GitHub has made: -----BEGIN RSA PRIVATE KEY-----…',
    });
  }
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return {
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    mask: `SHA256:${createHash('sha256').update(der).digest('base64')}`,
  };
}

function parsedKey(pem: string) {
  try {
    return createPrivateKey(pem.trim());
  } catch {
    return undefined;
  }
}

/** "ghp_…a1b2" */
export function maskedToken(token: string): string {
  const kind = /^(?:github_pat|gh[a-z])_/.exec(token)?.[0] ?? '';
  return `${kind}…${token.slice(-4)}`;
}
