import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shellWord } from '../../domain/shell-word.ts';
import { templatesDirectory } from '../toolchain-table.ts';

const name = 'package-server.cjs';

const file = () => join(templatesDirectory(), name);

/** Part of a set's key: another server is another set. */
export function packageServerKey(): string {
  return createHash('sha256').update(readFileSync(file())).digest('hex');
}

/** Puts the server of the packages, which runs inside builds, beside them. */
export async function addPackageServer(directory: string): Promise<void> {
  await copyFile(file(), join(directory, name));
}

/** Lines of bash that start it; its address is in $registry then. */
export function startPackageServer(storePath: string): string[] {
  const server = shellWord(join(storePath, name));
  return [`registry=$(node ${server} start ${shellWord(storePath)}/packages $$)`];
}
