import { CircleX, CornerDownRight } from 'lucide-react';
import { useMemo, useSyncExternalStore } from 'react';
import { Button } from '../../components/button.tsx';
import type { LogStore } from '../log-view/log-store.ts';
import type { DeploymentDetail } from '../types.ts';
import { failingLine } from './failing-line.ts';

interface FailureProps {
  deployment: DeploymentDetail;
  store: LogStore;
  onLine: (line: number) => void;
}

/** Why it is not live: what happened, what to do, where it says so. */
export function Failure({ deployment, store, onLine }: FailureProps) {
  const { failure, step, state } = deployment;
  if (failure === null) return null;
  const [reason = '', ...said] = failure.message.split('\n');
  return (
    <section className="failure" aria-labelledby="failure-title">
      <CircleX size={18} aria-hidden="true" />
      <div className="stack-s grow">
        <h2 id="failure-title">
          {headingOf(state)}
          {step === null ? '' : ` at ${step}`}
        </h2>
        <p>{reason}</p>
        {said.length === 0 ? null : <pre className="failure-said">{said.join('\n')}</pre>}
        {failure.hint === '' ? null : (
          <p className="failure-hint">
            <CornerDownRight size={15} aria-hidden="true" />
            <span>{failure.hint}</span>
          </p>
        )}
        <div className="row">
          <FailingLine {...{ store, step, onLine }} message={failure.message} />
          <span className="error-code">{failure.code}</span>
        </div>
      </div>
    </section>
  );
}

function headingOf(state: DeploymentDetail['state']): string {
  if (state === 'rolled_back') return 'Taken back after the switch: the release before it serves';
  return state === 'canceled' ? 'Canceled' : 'Failed';
}

function FailingLine({
  store,
  step,
  message,
  onLine,
}: Omit<FailureProps, 'deployment'> & { step: string | null; message: string }) {
  const snapshot = useSyncExternalStore(store.subscribe, store.snapshot);
  const line = useMemo(() => failingLine(snapshot, { step, message }), [snapshot, step, message]);
  if (line === undefined) return null;
  return (
    <Button small onClick={() => onLine(line)}>
      Show line {line} of the log
    </Button>
  );
}
