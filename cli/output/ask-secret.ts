import { text } from 'node:stream/consumers';
import type { Io } from '../io.ts';
import { askHidden } from './ask.ts';

/** Typed unseen at a terminal; otherwise all of stdin, less the line break that tools put at its end. */
export async function askSecret(io: Io, what: string): Promise<string> {
  if (io.stdin.isTTY) return askHidden(io, `${what}: `);
  return (await text(io.stdin)).replace(/\r?\n$/, '');
}
