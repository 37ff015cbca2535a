import { useCallback, useState } from 'react';
import type { TimelineStep } from '../deployment/timeline-model.ts';
import { matchesOf } from './found.ts';
import { LogLineRow, lineShownMax } from './log-line-row.tsx';
import { LogRows } from './log-rows.tsx';
import { lineWith } from './log-store.ts';
import type { Looks } from './log-toolbar.tsx';
import { StepHeadline } from './step-headline.tsx';
import type { LogModel } from './use-log-model.ts';

interface LinesProps {
  model: LogModel;
  looks: Looks;
  label: string;
  steps: ReadonlyMap<string, TimelineStep> | undefined;
}

/** The lines of a log in their scrolling box. */
export function LogLines({ model, looks, label, steps }: LinesProps) {
  const { snapshot, rows, follow, scroller, control } = model;
  const { isWrapped } = looks;
  const render = useRenderedRow(model, looks, steps);
  return (
    <LogRows
      // What was measured in one look means nothing in the other.
      key={`${isWrapped} ${snapshot.epoch}`}
      {...{ label, scroller, rows, isWrapped, follow, render, control }}
      longest={Math.min(snapshot.longest, lineShownMax) + (looks.hasTimes ? 10 : 0)}
      headline={(top) => <StuckHeadline {...{ model, steps, top }} />}
    />
  );
}

function useRenderedRow(
  { snapshot, rows, folding, place, search }: LogModel,
  looks: Looks,
  steps: LinesProps['steps'],
) {
  const [whole, setWhole] = useState<ReadonlySet<number>>(new Set());
  const onWhole = useCallback((number: number) => {
    setWhole((before) => new Set(before).add(number));
  }, []);
  const { chosen, choose } = place;
  const { current } = search;
  return (index: number) => {
    const row = rows.rowAt(index);
    if (row === undefined) return null;
    if (row.kind === 'header') {
      const { step } = row.group;
      return <StepHeadline {...row} step={step} told={steps?.get(step)} onFold={folding.toggle} />;
    }
    const line = lineWith(snapshot, row.number);
    if (line === undefined) return null;
    const { number } = line;
    const isCurrent = current?.line === number;
    return (
      <LogLineRow
        {...{ line, onWhole }}
        hasTimes={looks.hasTimes}
        onNumber={choose}
        matches={matchesOf(search.matches, number)}
        current={isCurrent ? current : undefined}
        isChosen={chosen !== undefined && number >= chosen.from && number <= chosen.to}
        isWhole={whole.has(number) || (isCurrent && current.end > lineShownMax)}
      />
    );
  };
}

/** The headline of the step whose lines are seen, when its own has scrolled away. */
function StuckHeadline({
  model: { rows, folding },
  steps,
  top,
}: {
  model: LogModel;
  steps: LinesProps['steps'];
  top: number;
}) {
  const row = rows.rowAt(top);
  if (steps === undefined || row?.kind !== 'line') return null;
  const header = rows.headerOf(row.number);
  if (header?.kind !== 'header') return null;
  const { step } = header.group;
  return (
    <StepHeadline {...header} step={step} told={steps.get(step)} onFold={folding.toggle} isStuck />
  );
}
