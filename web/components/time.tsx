import { exactTime, relativeTime } from '../data/time-text.ts';
import { useNow } from '../data/use-now.ts';

/** When something was, as people say it; the exact time, in the reader's zone, when pointed at. */
export function Time({ at, exact = false }: { at: string | number | Date; exact?: boolean }) {
  const date = new Date(at);
  const now = useNow();
  const full = exactTime(date);
  return (
    <time dateTime={date.toISOString()} title={full} className="nowrap">
      {exact ? full : relativeTime(date.getTime(), now)}
    </time>
  );
}
