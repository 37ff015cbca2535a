import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UserError } from '../lib/user-error.ts';
import type { Io } from './io.ts';

/** A file's text, or with - all of stdin. @throws UserError file_not_found */
export async function readInput(io: Io, path: string): Promise<string> {
  if (path === '-') return text(io.stdin);
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UserError('file_not_found', `${path} cannot be read`, { cause });
  }
}
