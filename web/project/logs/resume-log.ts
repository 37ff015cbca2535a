/** A line of a running application, as its stream tells it. */
export interface AppLine {
  /** Unix milliseconds. */
  at: number;
  stderr: boolean;
  text: string;
  release?: number | null | undefined;
}

/** Where a reader of an application's log stands. */
export interface LogPosition {
  /** Time of the newest line; undefined before the first. */
  at: number | undefined;
  /** How often each line of that millisecond has come. */
  seen: ReadonlyMap<string, number>;
}

export const logStart: LogPosition = { at: undefined, seen: new Map() };

/** Says which lines a stream repeats. One reader for each connection. */
export interface LogReader {
  /** Those that are new. */
  take(lines: readonly AppLine[]): AppLine[];
  position(): LogPosition;
}

/**
 * An application's lines have no numbers. A new connection asks from the time of the last line on,
 * and what has come of that very millisecond is left out as often as it had come.
 */
export function createLogReader(from: LogPosition): LogReader {
  const known = new Map(from.seen);
  let { at } = from;
  let seen = new Map(from.seen);
  const isRepeated = (line: AppLine) => {
    if (from.at === undefined || line.at > from.at) return false;
    if (line.at < from.at) return true;
    const left = known.get(keyOf(line)) ?? 0;
    known.set(keyOf(line), left - 1);
    return left > 0;
  };
  const remember = (line: AppLine) => {
    if (at === undefined || line.at > at) seen = new Map();
    at = Math.max(at ?? line.at, line.at);
    if (line.at === at) seen.set(keyOf(line), (seen.get(keyOf(line)) ?? 0) + 1);
  };
  return {
    take(lines) {
      const fresh = lines.filter((line) => !isRepeated(line));
      for (const line of fresh) remember(line);
      return fresh;
    },
    position: () => ({ at, seen }),
  };
}

function keyOf({ stderr, text }: AppLine): string {
  return `${stderr ? 'e' : 'o'}${text}`;
}
