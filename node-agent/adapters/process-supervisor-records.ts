import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogSizes } from './app-logs.ts';
import { writeAtomically } from './atomic-file.ts';

/** What the supervisor must know to look after a release again when the agent was restarted. */
export interface ProcessRecord {
  projectId: number;
  slug: string;
  number: number;
  /** 0 until it has been started. */
  pid: number;
  startTicks: number;
  bootId: string;
  /** Live release: started again after a reboot. */
  enabled: boolean;
  restarts: number;
  /** Set when it was given up. */
  failure?: { reason: string; exitCode?: number };
  program: string;
  /** Read at every start; values are never copied elsewhere. */
  environmentFile: string;
  shared: string;
  home: string;
  /** Writable view of the application; empty when it needs none. */
  workFolder: string;
  log: string;
  errorLog: string;
  /** At its first start. */
  logSizes: LogSizes;
}

export type ReleaseName = Pick<ProcessRecord, 'projectId' | 'number'>;

/** "12@3", as in the name of a systemd unit. */
export function recordKey({ projectId, number }: ReleaseName): string {
  return `${projectId}@${number}`;
}

/** One small file per release under the agent's state. Changes are made in the order they are asked for. */
export interface RecordStore {
  /** Files that cannot be read are as good as missing. */
  read(): Promise<ProcessRecord[]>;
  /**
   * Writes what `current` returns when its turn has come; nothing when that is undefined.
   * Durable: survives a power cut; otherwise only the end of the agent, which costs less.
   */
  write(current: () => ProcessRecord | undefined, isDurable: boolean): Promise<void>;
  remove(name: ReleaseName): Promise<void>;
}

export function createRecordStore(directory: string): RecordStore {
  const path = (name: ReleaseName) => join(directory, `${recordKey(name)}.json`);
  let last: Promise<void> = Promise.resolve();
  function inTurn(change: () => Promise<void>): Promise<void> {
    last = last.catch(() => undefined).then(change);
    return last;
  }
  return {
    read: () => readRecords(directory),
    write: (current, isDurable) =>
      inTurn(async () => {
        const record = current();
        if (record === undefined) return;
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await writeAtomically(path(record), JSON.stringify(record), 0o600, {
          durable: isDurable,
        });
      }),
    remove: (name) => inTurn(() => rm(path(name), { force: true })),
  };
}

async function readRecords(directory: string): Promise<ProcessRecord[]> {
  const names = await readdir(directory).catch(() => []);
  const files = names.filter((name) => /^\d+@\d+\.json$/.test(name));
  const read = files.map(async (name) => {
    const text = await readFile(join(directory, name), 'utf8');
    return JSON.parse(text) as ProcessRecord;
  });
  const outcomes = await Promise.allSettled(read);
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}
