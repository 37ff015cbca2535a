import { useEffect, useMemo, useRef } from 'react';
import { Loaded } from '../components/loaded.tsx';
import { useNow } from '../data/use-now.ts';
import { DeploymentLog } from './deployment/deployment-log.tsx';
import { failingLine } from './deployment/failing-line.ts';
import { Failure } from './deployment/failure.tsx';
import { Headline } from './deployment/headline.tsx';
import { mergeState, mergeSteps } from './deployment/merge-feed.ts';
import { Timeline } from './deployment/timeline.tsx';
import { timelineOf } from './deployment/timeline-model.ts';
import { useFeed } from './deployment/use-feed.ts';
import { Warnings } from './deployment/warnings.tsx';
import { WhatChanged } from './deployment/what-changed.tsx';
import type { LogControl } from './log-view/log-view.tsx';
import { ProjectPage } from './project-page.tsx';
import type { DeploymentDetail } from './types.ts';
import { useDeployment } from './use-deployment.ts';

/** One deployment: how it stands, what it says, what it changed. */
export function DeploymentPage({ project, number }: { project: string; number: number }) {
  const deployment = useDeployment(project, number);
  return (
    <ProjectPage slug={project} name={`#${number}`} width="wide">
      {({ live }) => (
        <Loaded query={deployment}>
          {(data) => <Deployment key={data.id} answered={data} liveNumber={live?.number} />}
        </Loaded>
      )}
    </ProjectPage>
  );
}

function Deployment({
  answered,
  liveNumber,
}: {
  answered: DeploymentDetail;
  liveNumber: number | undefined;
}) {
  const live = useFeed(answered.id);
  const log = useRef<LogControl>(null);
  const deployment = { ...answered, state: mergeState(answered.state, live.feed) };
  const steps = useTimeline(deployment, live.feed);
  const byName = useMemo(() => new Map(steps.map((step) => [step.name, step])), [steps]);
  useFailingLine(deployment, live, log);
  return (
    <>
      <Headline deployment={deployment} steps={steps} liveNumber={liveNumber} />
      <Failure
        deployment={deployment}
        store={live.store}
        onLine={(line) => log.current?.goTo(line)}
      />
      <Warnings deployment={deployment} />
      <div className="deployment-body">
        <Timeline steps={steps} />
        <DeploymentLog {...{ deployment, live }} steps={byName} control={log} />
      </div>
      <WhatChanged deployment={deployment} />
    </>
  );
}

/** Whoever opens what has failed wants to read why, unless he was sent to another line. */
function useFailingLine(
  { failure, step }: DeploymentDetail,
  { feed, store }: ReturnType<typeof useFeed>,
  log: React.RefObject<LogControl | null>,
): void {
  const message = failure?.message;
  useEffect(() => {
    if (!feed.isOver || message === undefined || location.hash !== '') return;
    const line = failingLine(store.snapshot(), { step, message });
    if (line !== undefined) log.current?.reveal(line);
  }, [feed.isOver, message, step, store, log]);
}

function useTimeline(deployment: DeploymentDetail, feed: ReturnType<typeof useFeed>['feed']) {
  const { kind, state } = deployment;
  const merged = useMemo(() => mergeSteps(deployment.steps, feed), [deployment.steps, feed]);
  const isRunning = merged.some((step) => step.state === 'running');
  const second = useNow(1_000);
  // What is over stays the same object, and the log's headlines with it.
  const now = isRunning ? second : 0;
  return useMemo(() => timelineOf(merged, { kind, state, now }), [merged, kind, state, now]);
}
