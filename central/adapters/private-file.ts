import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes a file that only its owner can read, whole or not at all. Returns its path. */
export async function writePrivateFile(
  directory: string,
  name: string,
  text: string,
): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, name);
  const next = `${file}.new`;
  const handle = await open(next, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
  return file;
}

/** Removes such a file, if it is there. */
export async function removePrivateFile(directory: string, name: string): Promise<void> {
  await rm(join(directory, name), { force: true });
}
