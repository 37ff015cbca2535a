import type { RefObject } from 'react';
import { isSettled } from '../../../lib/deployment-states.ts';
import { Card } from '../../components/card.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { type LogControl, LogView } from '../log-view/log-view.tsx';
import type { DeploymentDetail } from '../types.ts';
import type { TimelineStep } from './timeline-model.ts';
import type { LiveFeed } from './use-feed.ts';

interface LogProps {
  deployment: DeploymentDetail;
  live: LiveFeed;
  steps: ReadonlyMap<string, TimelineStep>;
  control: RefObject<LogControl | null>;
}

/** What the steps print, as they print it. */
export function DeploymentLog({ deployment, live, steps, control }: LogProps) {
  const { id, project, number, state, finishedAt } = deployment;
  const { feed, store, isLost, error } = live;
  return (
    <Card flush>
      <LogView
        store={store}
        label={`the log of deployment ${number}`}
        isGrowing={!feed.isOver && finishedAt === null}
        steps={steps}
        hasAddresses
        control={control}
        download={{
          href: `/api/v1/deployments/${id}/log?format=text`,
          name: `${project}-${number}.log`,
        }}
        empty={error === undefined ? emptyText(state, feed.isOver) : <ErrorState error={error} />}
        status={
          <span role="status">
            {isLost ? (
              <span className="row">
                <Spinner /> Connection lost; reconnecting…
              </span>
            ) : null}
          </span>
        }
      />
    </Card>
  );
}

function emptyText(state: DeploymentDetail['state'], isOver: boolean): string {
  if (state === 'queued') return 'It waits for its turn; its output appears here.';
  if (!isSettled(state)) return 'Output appears here as the steps print it.';
  return isOver ? 'No step printed anything.' : 'Reading the log…';
}
