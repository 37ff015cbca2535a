import { Circle } from 'lucide-react';
import { Card } from '../../components/card.tsx';
import { Status } from '../../components/status.tsx';
import { durationText } from '../../data/time-text.ts';
import type { TimelineStep } from './timeline-model.ts';

/** The steps under each other, with what each took. */
export function Timeline({ steps }: { steps: readonly TimelineStep[] }) {
  return (
    <Card title="Steps" flush>
      <ol className="timeline">
        {steps.map((step) => (
          <Step key={step.name} step={step} />
        ))}
      </ol>
      <Announcement steps={steps} />
    </Card>
  );
}

function Step({ step: { name, state, durationMs, note } }: { step: TimelineStep }) {
  return (
    <li className={`timeline-step timeline-${state}`}>
      <span className="timeline-mark">
        {state === 'pending' ? (
          <Circle size={15} aria-label="To come" />
        ) : (
          <Status state={state} markOnly />
        )}
      </span>
      <span className="timeline-text">
        <span className="timeline-name">{name}</span>
        {note === '' ? null : <span className="timeline-note">{note}</span>}
      </span>
      <span className="timeline-time">{durationMs === null ? null : durationText(durationMs)}</span>
    </li>
  );
}

/** Which step it is at, for who listens: once per step, not once per second. */
function Announcement({ steps }: { steps: readonly TimelineStep[] }) {
  const running = steps.find(({ state }) => state === 'running');
  const failed = steps.find(({ state }) => state === 'failed');
  return (
    <span className="visually-hidden" role="status">
      {failed === undefined ? '' : `${failed.name} failed. `}
      {running === undefined ? '' : `Running: ${running.name}`}
    </span>
  );
}
