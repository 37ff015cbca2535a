import { readFile, rename, writeFile } from 'node:fs/promises';
import type { PlatformFolders } from './folders.ts';

/** What has to be known again at the next start. Holds secrets: 0600. */
export interface PlatformState {
  /** Where central listens; default: 127.0.0.1. */
  address?: string;
  ports: { app: number; api: number; grpc: number };
  adminToken?: string;
  project?: { slug: string; repository: string; folder: string; webhookSecret: string };
}

export async function readState({ state }: PlatformFolders): Promise<PlatformState | undefined> {
  try {
    return JSON.parse(await readFile(state, 'utf8')) as PlatformState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export async function writeState(
  { state }: PlatformFolders,
  content: PlatformState,
): Promise<void> {
  await writeFile(`${state}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(`${state}.new`, state);
}
