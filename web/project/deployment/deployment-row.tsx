import { GitBranch } from 'lucide-react';
import { Link } from 'wouter';
import { Avatar } from '../../components/avatar.tsx';
import { Badge } from '../../components/badge.tsx';
import { Duration } from '../../components/duration.tsx';
import { Status } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import type { DeploymentSummary } from '../types.ts';
import { CommitLink } from './commit-link.tsx';
import { actorText, awaited, kindText, titleOf, tookMs } from './deployment-words.ts';
import { DurationBar } from './duration-bar.tsx';

interface RowProps {
  deployment: DeploymentSummary;
  /** It has the traffic. */
  isLive: boolean;
}

/** A deployment in the list. Changes in place while it goes on. */
export function DeploymentRow({ deployment, isLive }: RowProps) {
  const { project, number, state, step } = deployment;
  const href = `/projects/${project}/deployments/${number}`;
  return (
    <li className="deployment-row">
      <div className="deployment-state">
        <Status state={state} {...labelOf(state, step)} />
        {isLive && state !== 'live' ? <Badge tone="good">Live</Badge> : null}
      </div>
      <div className="deployment-what">
        <Link href={href} className="deployment-title">
          <span className="deployment-number">#{number}</span> {titleOf(deployment)}
        </Link>
        <Origin deployment={deployment} />
      </div>
      <Took deployment={deployment} />
      <Who deployment={deployment} />
    </li>
  );
}

/** Where it stands says more than that it runs. */
function labelOf(state: DeploymentSummary['state'], step: string | null): { label?: string } {
  if (step === null) return {};
  if (state === 'running') return { label: step };
  return state === 'failed' ? { label: `Failed: ${step}` } : {};
}

function Origin({ deployment }: { deployment: DeploymentSummary }) {
  const { branch, kind } = deployment;
  return (
    <span className="deployment-origin">
      <CommitLink deployment={deployment} />
      {branch === '' ? null : (
        <span className="deployment-branch">
          <GitBranch size={12} aria-label="Branch" />
          <span className="truncate">{branch}</span>
        </span>
      )}
      <span>{kindText(kind)}</span>
    </span>
  );
}

function Took({ deployment }: { deployment: DeploymentSummary }) {
  const { steps, state, startedAt } = deployment;
  const took = tookMs(deployment);
  return (
    <div className="deployment-took">
      <span className="deployment-duration">
        {took !== undefined ? <Duration ms={took} /> : null}
        {state === 'running' && took === undefined && startedAt !== null ? (
          <Duration since={startedAt} />
        ) : null}
      </span>
      <DurationBar steps={awaited(steps)} />
    </div>
  );
}

function Who({ deployment }: { deployment: DeploymentSummary }) {
  const { authorName, createdBy, kind, createdAt } = deployment;
  const who = kind === 'push' && authorName !== '' ? authorName : actorText(createdBy);
  return (
    <div className="deployment-who">
      <Avatar name={who} />
      <div>
        <span className="truncate" title={who}>
          {who}
        </span>
        <span className="faint">
          <Time at={createdAt} />
        </span>
      </div>
    </div>
  );
}
