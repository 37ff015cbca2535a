import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Journals of ended commands, kept for a while: a central whose database was restored from a backup
 * asks for them again.
 */
export interface EndedJournals {
  /** Takes a command's folder; the oldest beyond what is kept are removed. */
  take(commandId: string): void;
  /** Puts it back. False when it is not kept any more. */
  giveBack(commandId: string): boolean;
}

/** Names the folder beside those of open commands. */
export const endedFolder = 'ended';

const keptJournals = 20;
const keptBytes = 64 * 1024 * 1024;

/** `folder` is the one with the folders of open commands. */
export function createEndedJournals(folder: string): EndedJournals {
  const ended = join(folder, endedFolder);
  mkdirSync(ended, { recursive: true, mode: 0o700 });
  return {
    take(commandId) {
      const own = join(ended, commandId);
      rmSync(own, { recursive: true, force: true });
      moveOrRemove(join(folder, commandId), own);
      removeOldest(ended);
    },
    giveBack(commandId) {
      try {
        renameSync(join(ended, commandId), join(folder, commandId));
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** A journal that cannot be kept must not be taken for an open one. */
function moveOrRemove(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    rmSync(from, { recursive: true, force: true });
  }
}

function removeOldest(ended: string): void {
  const journals = readdirSync(ended)
    .map((name) => ({ name, ...sizeOf(join(ended, name, 'events')) }))
    .sort((a, b) => b.endedAtMs - a.endedAtMs);
  let bytes = 0;
  for (const [index, journal] of journals.entries()) {
    bytes += journal.bytes;
    if (index < keptJournals && bytes <= keptBytes) continue;
    rmSync(join(ended, journal.name), { recursive: true, force: true });
  }
}

function sizeOf(file: string): { bytes: number; endedAtMs: number } {
  const stat = statSync(file, { throwIfNoEntry: false });
  return { bytes: stat?.size ?? 0, endedAtMs: stat?.mtimeMs ?? 0 };
}
