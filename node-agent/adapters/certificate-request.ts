import { generateKeyPairSync, sign } from 'node:crypto';
import type { SealingKey } from './identity-file.ts';

/**
 * Makes a key pair that never leaves this node, and the request (PKCS #10) to certify it. Both PEM.
 * Written out by hand: a library for the whole of X.509 would be a fifth of the agent.
 */
export function createCertificateRequest(nodeName: string): {
  privateKey: string;
  request: string;
} {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const info = sequence(
    der(0x02, Buffer.from([0])),
    name(nodeName),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    // No attributes: central decides what the certificate says.
    der(0xa0, Buffer.alloc(0)),
  );
  const signature = sign('sha256', info, { key: keys.privateKey, dsaEncoding: 'der' });
  const unusedBits = Buffer.from([0]);
  const request = sequence(
    info,
    sequence(ecdsaWithSha256),
    der(0x03, Buffer.concat([unusedBits, signature])),
  );
  return {
    privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    request: pem('CERTIFICATE REQUEST', request),
  };
}

/** Key pair to which central seals secrets. */
export function createSealingKey(): SealingKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' });
  return { kty, crv, x, y, d } as SealingKey;
}

export function publicPart({ d: _private, ...publicKey }: SealingKey): Omit<SealingKey, 'd'> {
  return publicKey;
}

/** 1.2.840.10045.4.3.2 */
const ecdsaWithSha256 = Buffer.from('06082a8648ce3d040302', 'hex');
/** 2.5.4.3 */
const commonName = Buffer.from('0603550403', 'hex');

function name(text: string): Buffer {
  const value = der(0x0c, Buffer.from(text));
  return sequence(der(0x31, sequence(commonName, value)));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** Tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(content.length)]), content]);
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
