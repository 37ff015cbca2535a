import { mkdir, open, rename, symlink, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

let count = 0;

function temporaryName(path: string): string {
  count += 1;
  return `${path}.${process.pid}-${count}.tmp`;
}

/**
 * Writes a file so that readers, and a crash, see the old content or the new, nothing between.
 * Unless `durable` is false it survives a power cut as well, which costs a few milliseconds.
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  mode: number,
  { durable = true }: { durable?: boolean } = {},
): Promise<void> {
  const temporary = temporaryName(path);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(content);
      if (durable) await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

/** Makes `path` a link to `target`, replacing what it was in one step that survives a power cut. */
export async function linkAtomically(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = temporaryName(path);
  await symlink(target, temporary);
  try {
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
