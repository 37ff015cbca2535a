import { durationText } from '../data/time-text.ts';
import { useNow } from '../data/use-now.ts';

/** How long something took: `<Duration ms={…} />`; or takes, counting on: `<Duration since={startedAt} />`. */
export function Duration(props: { ms: number } | { since: string | number | Date }) {
  return 'ms' in props ? durationText(props.ms) : <Running since={props.since} />;
}

function Running({ since }: { since: string | number | Date }) {
  const now = useNow(1_000);
  return durationText(Math.max(0, now - new Date(since).getTime()));
}
