import { CompactEncrypt, compactDecrypt, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { UserError } from '../../lib/user-error.ts';
import { type MasterKey, readMasterKeys } from './master-key-file.ts';

/** Encrypts what central keeps, and what it sends to one node only. */
export interface SecretBox {
  /** AES-256-GCM as a compact JWE with the master key's id in its header. */
  seal(text: string): Promise<string>;
  /** @throws UserError master_key_missing (names the key id), sealed_value_damaged */
  open(jwe: string): Promise<string>;
  /** Whether it is sealed with the newest key. */
  isCurrent(jwe: string): boolean;
  /** ECDH-ES to a node's public key (P-256 JWK); only the node can open it. */
  sealTo(publicJwk: JWK, text: string): Promise<string>;
}

export interface SecretBoxOptions {
  /** Make the file when it is not there. False once something is sealed: a new key could not open it. */
  mayCreate?: boolean;
}

/**
 * Opens the box with the keys of a master key file: sealed with the newest, opened with any.
 *
 * @throws UserError master_key_file_missing, master_key_file_unsafe, master_key_file_invalid
 */
export async function openSecretBox(
  file: string,
  options: SecretBoxOptions = {},
): Promise<SecretBox> {
  const keys = await readMasterKeys(file, options.mayCreate ?? true);
  return secretBox(keys, file);
}

function secretBox(keys: readonly MasterKey[], file: string): SecretBox {
  const newest = keys.at(-1);
  if (newest === undefined) throw new Error('a master key file has at least one key');
  const byId = new Map(keys.map((key) => [key.id, key.bytes]));
  return {
    seal: (text) =>
      new CompactEncrypt(Buffer.from(text))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: newest.id })
        .encrypt(newest.bytes),
    open: (jwe) => open(jwe, byId, file),
    isCurrent: (jwe) => keyIdOf(jwe) === newest.id,
    sealTo: async (publicJwk, text) => {
      const key = await importJWK(publicJwk, 'ECDH-ES+A256KW');
      return new CompactEncrypt(Buffer.from(text))
        .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM' })
        .encrypt(key);
    },
  };
}

async function open(
  jwe: string,
  keys: ReadonlyMap<string, Uint8Array>,
  file: string,
): Promise<string> {
  const kid = keyIdOf(jwe);
  const key = keys.get(kid);
  if (key === undefined) {
    throw new UserError(
      'master_key_missing',
      `A secret is sealed with master key ${kid}, which is not in ${file}`,
      {
        hint: `Restore the key file that contains ${kid} from your backup, or set VPSPILOT_MASTER_KEY_FILE to it`,
      },
    );
  }
  try {
    const { plaintext } = await compactDecrypt(jwe, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return Buffer.from(plaintext).toString();
  } catch (cause) {
    throw new UserError(
      'sealed_value_damaged',
      `A secret sealed with master key ${kid} does not open`,
      {
        cause,
        hint: 'It was changed in the database, or the key file has another key under this id. Set the secret again',
      },
    );
  }
}

function keyIdOf(jwe: string): string {
  try {
    const { kid } = decodeProtectedHeader(jwe);
    if (typeof kid === 'string') return kid;
  } catch {
    // Said below, the same as a header without an id.
  }
  throw new UserError('sealed_value_damaged', 'A sealed value in the database is not readable', {
    hint: 'Restore the database from a backup, or set the secret again',
  });
}
