import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../lib/user-error.ts';

export interface MasterKey {
  id: string;
  bytes: Uint8Array;
}

const fileSchema = z.object({
  keys: z.array(z.object({ id: z.string().min(1), createdAt: z.string(), key: z.string() })).min(1),
});

type KeyFile = z.infer<typeof fileSchema>;

const keyBytes = 32;

/**
 * Reads the master keys, oldest first; makes the file (0600) with one key when it may.
 *
 * @throws UserError master_key_file_missing, master_key_file_unsafe, master_key_file_invalid
 */
export async function readMasterKeys(file: string, mayCreate: boolean): Promise<MasterKey[]> {
  if (mayCreate) await createIfMissing(file);
  const { keys } = await readKeyFile(file);
  return keys.map(({ id, key }) => {
    const bytes = Buffer.from(key, 'base64url');
    if (bytes.length !== keyBytes) throw invalid(file, `key ${id} does not have ${keyBytes} bytes`);
    return { id, bytes };
  });
}

/**
 * Adds a new key; whoever opens the file from then on seals with it. Old keys stay for reading.
 *
 * @returns the new key's id
 * @throws UserError like `readMasterKeys`
 */
export async function addMasterKey(file: string): Promise<string> {
  const present = await readKeyFile(file);
  const added = newKey();
  await replaceFile(file, { keys: [...present.keys, added] });
  return added.id;
}

/** Keeps only the newest key: nothing may be sealed with another one any more. */
export async function dropOldMasterKeys(file: string): Promise<void> {
  const { keys } = await readKeyFile(file);
  await replaceFile(file, { keys: keys.slice(-1) });
}

async function readKeyFile(file: string): Promise<KeyFile> {
  const text = await readText(file);
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) {
    throw new UserError(
      'master_key_file_unsafe',
      `Others than its owner may read the master key file ${file}`,
      {
        hint: `chmod 600 ${file}`,
      },
    );
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (cause) {
    // The parser's message quotes what it read, which is a key: only its kind is told.
    throw invalid(file, cause instanceof SyntaxError ? 'it is not JSON' : 'it has another shape');
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError('master_key_file_missing', `The master key file ${file} cannot be read`, {
      cause,
      hint: 'The database holds secrets sealed with it. Restore it from your backup, or set VPSPILOT_MASTER_KEY_FILE',
    });
  }
}

async function createIfMissing(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    await writeSynced(file, { keys: [newKey()] }, 'wx');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

async function replaceFile(file: string, content: KeyFile): Promise<void> {
  const next = `${file}.new`;
  await writeSynced(next, content, 'w');
  await rename(next, file);
}

async function writeSynced(file: string, content: KeyFile, flags: 'w' | 'wx'): Promise<void> {
  const handle = await open(file, flags, 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(file, 0o600);
}

function newKey() {
  return {
    id: `mk-${randomBytes(4).toString('hex')}`,
    createdAt: new Date().toISOString(),
    key: randomBytes(keyBytes).toString('base64url'),
  };
}

function invalid(file: string, why: string): UserError {
  return new UserError(
    'master_key_file_invalid',
    `The master key file ${file} is not usable: ${why}`,
    {
      hint: 'Restore it from your backup; a new file cannot open what the old one sealed',
    },
  );
}
