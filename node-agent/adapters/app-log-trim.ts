import { open, stat, truncate } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogMarker, cutMarks } from './app-log-marks.ts';

/** A file is cut back when it has grown beyond this, so that no application fills the disk. */
const fileMaxBytes = 20 * 1024 * 1024;
/** How much of its end is kept then, as `<file>.1`. */
const keptBytes = 5 * 1024 * 1024;
const trimIntervalMs = 2_000;

/** Cuts files that have grown too large back to nothing, keeping their end as `<file>.1`. */
export async function trimLog(path: string): Promise<void> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size <= fileMaxBytes) return;
  const from = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await from.read(
      Buffer.alloc(keptBytes),
      0,
      keptBytes,
      size - keptBytes,
    );
    const to = await open(`${path}.1`, 'w', 0o640);
    await to.writeFile(buffer.subarray(0, bytesRead)).finally(() => to.close());
  } finally {
    await from.close();
  }
  await cutMarks(path, size, keptBytes);
  // Writers append, so their next line is written at the new end.
  await truncate(path, 0);
}

/** Looks at the files now and then for as long as the program runs; never keeps it running. */
export function keepLogsSmall(files: () => Promise<readonly string[]>): void {
  const mark = createLogMarker();
  const look = async (path: string) => {
    await mark(path);
    await trimLog(path);
  };
  const trim = async () => {
    for (;;) {
      await sleep(trimIntervalMs, undefined, { ref: false });
      const paths = await files().catch(() => []);
      await Promise.allSettled(paths.filter((path) => path.endsWith('.log')).map(look));
    }
  };
  void trim();
}
