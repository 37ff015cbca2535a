import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';

export interface SshKeyPair {
  /** One line, as authorized_keys and GitHub take it. */
  publicKey: string;
  /** In the format of OpenSSH: ed25519 has no other that ssh reads everywhere. */
  privateKey: string;
  /** "SHA256:…" as ssh-keygen and GitHub show it. */
  fingerprint: string;
}

const algorithm = 'ssh-ed25519';
/** The block size of "no cipher". */
const blockBytes = 8;

/** A new ed25519 key pair without a passphrase; `comment` says whose it is. */
export function newSshKeyPair(comment: string): SshKeyPair {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { d = '', x = '' } = privateKey.export({ format: 'jwk' });
  const publicHalf = Buffer.from(x, 'base64url');
  const blob = Buffer.concat([text(algorithm), bytes(publicHalf)]);
  return {
    publicKey: `${algorithm} ${blob.toString('base64')} ${comment}`,
    privateKey: pem(privateFile(Buffer.from(d, 'base64url'), publicHalf, blob, comment)),
    fingerprint: fingerprintOf(blob),
  };
}

/** PROTOCOL.key of OpenSSH: one key, no cipher, no passphrase. */
function privateFile(seed: Buffer, publicHalf: Buffer, blob: Buffer, comment: string): Buffer {
  const check = randomBytes(4);
  const secret = Buffer.concat([
    ...[check, check, text(algorithm), bytes(publicHalf)],
    bytes(Buffer.concat([seed, publicHalf])),
    text(comment),
  ]);
  const padding = (blockBytes - (secret.length % blockBytes)) % blockBytes;
  const padded = Buffer.concat([secret, Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, padding))]);
  return Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...[text('none'), text('none'), text(''), number(1)],
    ...[bytes(blob), bytes(padded)],
  ]);
}

function pem(file: Buffer): string {
  const lines = file.toString('base64').match(/.{1,70}/g) ?? [];
  const name = 'OPENSSH PRIVATE KEY';
  return [`-----BEGIN ${name}-----`, ...lines, `-----END ${name}-----`, ''].join('\n');
}

function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

function number(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

function bytes(value: Buffer): Buffer {
  return Buffer.concat([number(value.length), value]);
}

function text(value: string): Buffer {
  return bytes(Buffer.from(value));
}
