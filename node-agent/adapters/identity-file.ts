import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../lib/user-error.ts';
import { writeAtomically } from './atomic-file.ts';

/** Private key as JWK (EC P-256). */
export interface SealingKey {
  kty: string;
  crv: string;
  x: string;
  y: string;
  d: string;
}

/** Who this node is. One file, so that key and certificate can never be of different ages. */
export interface NodeIdentity {
  nodeId: string;
  nodeName: string;
  /** "host:port" of central. */
  central: string;
  /** PEM. */
  caCertificate: string;
  certificate: string;
  privateKey: string;
  /** Opens what central seals to this node. */
  sealingKey: SealingKey;
}

const fileName = 'identity.json';

/** Undefined when this node has not joined yet. */
export async function readIdentity(stateDirectory: string): Promise<NodeIdentity | undefined> {
  const file = join(stateDirectory, fileName);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as NodeIdentity;
  } catch (cause) {
    throw new UserError('identity_damaged', `${file} cannot be read as this node's identity`, {
      cause,
      hint: 'Join again with a new token: vpspilot agent join --token …',
    });
  }
}

/** Folder 0700, file 0600, in one rename, on the disk before it returns. */
export async function writeIdentity(stateDirectory: string, identity: NodeIdentity): Promise<void> {
  await mkdir(stateDirectory, { recursive: true, mode: 0o700 });
  await chmod(stateDirectory, 0o700);
  const text = `${JSON.stringify(identity, null, 2)}\n`;
  await writeAtomically(join(stateDirectory, fileName), text, 0o600);
}
