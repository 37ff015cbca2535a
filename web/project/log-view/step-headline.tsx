import { ChevronDown, ChevronRight } from 'lucide-react';
import { Status } from '../../components/status.tsx';
import { durationText } from '../../data/time-text.ts';
import type { TimelineStep } from '../deployment/timeline-model.ts';

interface HeadlineProps {
  step: string;
  /** What is known of it; undefined: it only speaks. */
  told: TimelineStep | undefined;
  isFolded: boolean;
  /** It has spoken before, and another in between. */
  isContinued: boolean;
  onFold: (step: string) => void;
  /** Repeats one that has scrolled away: for the mouse alone. */
  isStuck?: boolean;
}

/** Above the lines of a step: folds them away. */
export function StepHeadline(props: HeadlineProps) {
  const { step, told, isFolded, isContinued, onFold, isStuck } = props;
  const Chevron = isFolded ? ChevronRight : ChevronDown;
  return (
    <button
      type="button"
      className="log-step"
      aria-expanded={!isFolded}
      tabIndex={isStuck === true ? -1 : undefined}
      onClick={() => onFold(step)}
    >
      <Chevron size={14} aria-hidden="true" />
      {told === undefined ? null : <Status state={told.state} markOnly />}
      <span className="log-step-name">
        {step === '' ? 'before the first step' : step}
        {isContinued ? ' (continued)' : ''}
      </span>
      {told?.durationMs === null || told?.durationMs === undefined ? null : (
        <span className="log-step-time">{durationText(told.durationMs)}</span>
      )}
    </button>
  );
}
