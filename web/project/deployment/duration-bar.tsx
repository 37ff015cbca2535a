import { durationText } from '../../data/time-text.ts';
import { segmentsOf } from './duration-segments.ts';
import type { StepState } from './feed.ts';

/** Where the time of a deployment went: a part for each step. */
export function DurationBar({
  steps,
}: {
  steps: readonly { name: string; state: StepState; durationMs: number | null }[];
}) {
  const segments = segmentsOf(steps);
  if (segments.length === 0) return null;
  const words = segments.map(({ name, durationMs }) => `${name} ${durationText(durationMs)}`);
  return (
    <span className="duration-bar" role="img" aria-label={words.join(', ')}>
      {segments.map(({ name, state, share }, index) => (
        <span
          key={name}
          className={`duration-part step-${name}${state === 'failed' ? ' duration-failed' : ''}`}
          style={{ flexGrow: share }}
          title={words[index]}
        />
      ))}
    </span>
  );
}
