import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { UserError } from '../../lib/user-error.ts';
import type { Io } from '../io.ts';

/** Asks for a line at the terminal. */
export function askLine(io: Io, question: string): Promise<string> {
  return ask(io, question, io.stderr);
}

/** Asks for a line that is not shown while it is typed. */
export async function askHidden(io: Io, question: string): Promise<string> {
  io.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    return await ask(io, '', silent);
  } finally {
    io.stderr.write('\n');
  }
}

async function ask(io: Io, question: string, output: NodeJS.WritableStream): Promise<string> {
  const lines = createInterface({ input: io.stdin, output, terminal: true });
  const interrupted = new Promise<never>((_, reject) => {
    const stop = () => reject(new UserError('interrupted', 'Stopped'));
    lines.once('SIGINT', stop);
    lines.once('close', stop);
  });
  try {
    return (await Promise.race([lines.question(question), interrupted])).trim();
  } finally {
    // Closing rejects a promise that nobody waits for any more.
    interrupted.catch(() => undefined);
    lines.close();
  }
}
