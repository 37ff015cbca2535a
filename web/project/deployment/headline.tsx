import { Avatar } from '../../components/avatar.tsx';
import { Badge } from '../../components/badge.tsx';
import { Duration } from '../../components/duration.tsx';
import { Status } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import type { DeploymentDetail } from '../types.ts';
import { CommitLink } from './commit-link.tsx';
import { DeploymentButtons } from './deployment-buttons.tsx';
import { actorText, awaited, kindText, titleOf, tookMs } from './deployment-words.ts';
import { DurationBar } from './duration-bar.tsx';
import type { TimelineStep } from './timeline-model.ts';

interface HeadlineProps {
  deployment: DeploymentDetail;
  steps: readonly TimelineStep[];
  liveNumber: number | undefined;
}

/** What a deployment is and how it stands, with what may be done about it. */
export function Headline({ deployment, steps, liveNumber }: HeadlineProps) {
  const { number, state, waitingFor } = deployment;
  return (
    <section className="card deployment-headline" aria-labelledby="deployment-title">
      <div className="deployment-headline-top">
        <div className="stack-s grow">
          <div className="row">
            <span aria-live="polite">
              <Status state={state} />
            </span>
            {liveNumber === number && state !== 'live' ? <Badge tone="good">Live</Badge> : null}
            {waitingFor === null || state !== 'queued' ? null : (
              <span className="muted small">{waitingFor}</span>
            )}
          </div>
          <h2 id="deployment-title">
            <span className="faint">#{number}</span> {titleOf(deployment)}
          </h2>
          <Who deployment={deployment} />
        </div>
        <DeploymentButtons deployment={deployment} />
      </div>
      <Facts deployment={deployment} steps={steps} />
    </section>
  );
}

function Who({ deployment }: { deployment: DeploymentDetail }) {
  const { authorName, createdBy, createdAt, kind, branch } = deployment;
  const actor = actorText(createdBy);
  const name = authorName === '' ? actor : authorName;
  return (
    <div className="deployment-origin">
      <Avatar name={name} />
      <span>{name}</span>
      <CommitLink deployment={deployment} />
      {branch === '' ? null : <span>{branch}</span>}
      <span>
        {kindText(kind)}
        {actor !== name && kind !== 'push' ? ` by ${actor}` : ''}
      </span>
      <Time at={createdAt} />
    </div>
  );
}

function Facts({ deployment, steps }: Omit<HeadlineProps, 'liveNumber'>) {
  const { startedAt, finishedAt, environmentVersion, generation, port, storePath } = deployment;
  const took = tookMs(deployment);
  const begun = steps.flatMap(({ state, ...step }) =>
    state === 'pending' ? [] : [{ ...step, state }],
  );
  return (
    <dl className="facts">
      <Fact name="Duration">
        {took !== undefined ? <Duration ms={took} /> : null}
        {took === undefined && startedAt !== null && finishedAt === null ? (
          <Duration since={startedAt} />
        ) : null}
        {startedAt === null ? '–' : null}
        <DurationBar steps={awaited(begun)} />
      </Fact>
      <Fact name="Secrets">Version {environmentVersion}</Fact>
      {generation === null ? null : <Fact name="Generation">{generation}</Fact>}
      {port === null ? null : <Fact name="Port">{port}</Fact>}
      {storePath === null ? null : (
        <Fact name="Store path">
          <code className="truncate" title={storePath}>
            {storePath.replace(/^\/nix\/store\//, '')}
          </code>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
