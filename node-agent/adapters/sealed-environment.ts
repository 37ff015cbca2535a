import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type JsonWebKeyInput,
} from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';
import type { SealingKey } from './identity-file.ts';

/** Opens what central has sealed to this node. */
export interface EnvironmentOpener {
  /**
   * Every secret of a project. Empty text is an empty environment.
   *
   * @throws UserError `environment_unreadable`
   */
  open(jwe: string): Promise<Record<string, string>>;
}

export function createEnvironmentOpener(sealingKey: SealingKey): EnvironmentOpener {
  return {
    async open(jwe) {
      if (jwe === '') return {};
      try {
        return JSON.parse(decrypt(jwe, sealingKey)) as Record<string, string>;
      } catch (cause) {
        throw new UserError(
          'environment_unreadable',
          'The secrets cannot be opened with the key of this node',
          { cause, hint: 'They were sealed for another identity of it: deploy again' },
        );
      }
    },
  };
}

interface Header {
  alg: string;
  enc: string;
  epk: JsonWebKeyInput['key'];
  apu?: string;
  apv?: string;
}

/**
 * A compact JWE (RFC 7516) with ECDH-ES, plain or with A256KW, and A256GCM: the one form that
 * central makes. With Node's own primitives, because a library keeps 3 MB of every agent.
 */
function decrypt(jwe: string, sealingKey: SealingKey): string {
  const [protectedHeader = '', wrappedKey = '', iv = '', text = '', tag = ''] = jwe.split('.');
  const header = JSON.parse(bytes(protectedHeader).toString()) as Header;
  if (header.enc !== 'A256GCM') throw new Error(`unknown encryption ${header.enc}`);
  const decipher = createDecipheriv(
    'aes-256-gcm',
    contentKey(header, wrappedKey, sealingKey),
    bytes(iv),
    {
      authTagLength: 16,
    },
  );
  decipher.setAAD(Buffer.from(protectedHeader));
  decipher.setAuthTag(bytes(tag));
  return Buffer.concat([decipher.update(bytes(text)), decipher.final()]).toString('utf8');
}

function contentKey(header: Header, wrappedKey: string, sealingKey: SealingKey): Buffer {
  const secret = diffieHellman({
    privateKey: createPrivateKey({ key: { ...sealingKey }, format: 'jwk' }),
    publicKey: createPublicKey({ key: header.epk, format: 'jwk' } as JsonWebKeyInput),
  });
  if (header.alg === 'ECDH-ES') return derived(secret, header.enc, header);
  if (header.alg !== 'ECDH-ES+A256KW') throw new Error(`unknown algorithm ${header.alg}`);
  const wrapping = derived(secret, header.alg, header);
  const defaultIv = Buffer.alloc(8, 0xa6);
  const unwrap = createDecipheriv('id-aes256-wrap', wrapping, defaultIv);
  return Buffer.concat([unwrap.update(bytes(wrappedKey)), unwrap.final()]);
}

/** Concat KDF (RFC 7518, 4.6.2) for 256 bits, which is one round of SHA-256. */
function derived(secret: Buffer, algorithm: string, { apu = '', apv = '' }: Header): Buffer {
  const info = [Buffer.from(algorithm), bytes(apu), bytes(apv)].flatMap((part) => [
    uint32(part.length),
    part,
  ]);
  return createHash('sha256')
    .update(Buffer.concat([uint32(1), secret, ...info, uint32(256)]))
    .digest();
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

function bytes(encoded: string): Buffer {
  return Buffer.from(encoded, 'base64url');
}
