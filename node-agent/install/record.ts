import { readFileIfThere, replaceFile } from '../../lib/install/system-files.ts';

/** What the installation did to the machine beyond its own files, so that `leave` can undo it. */
export interface InstallationRecord {
  /** Packages the install script added; they were not there before. */
  packages: string[];
  /** Units of the distribution that were stopped and disabled. */
  stoppedUnits: string[];
}

export function recordFile(stateDirectory: string): string {
  return `${stateDirectory}/installation.json`;
}

export async function readRecord(stateDirectory: string): Promise<InstallationRecord> {
  const text = await readFileIfThere(recordFile(stateDirectory));
  const known = text === undefined ? {} : (JSON.parse(text) as Partial<InstallationRecord>);
  return { packages: known.packages ?? [], stoppedUnits: known.stoppedUnits ?? [] };
}

/** Adds to the record; what is there already stays. */
export async function addToRecord(
  stateDirectory: string,
  added: Partial<InstallationRecord>,
): Promise<void> {
  const known = await readRecord(stateDirectory);
  const record: InstallationRecord = {
    packages: merged(known.packages, added.packages),
    stoppedUnits: merged(known.stoppedUnits, added.stoppedUnits),
  };
  await replaceFile(recordFile(stateDirectory), JSON.stringify(record, null, 2), 0o600);
}

function merged(known: readonly string[], added: readonly string[] = []): string[] {
  return [...new Set([...known, ...added])];
}
