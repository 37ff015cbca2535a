import { Link } from 'wouter';
import { Card } from '../components/card.tsx';
import { Duration } from '../components/duration.tsx';
import { Status } from '../components/status.tsx';
import { shortCommit, subjectOf } from '../data/commit-text.ts';
import type { Deployment, Project } from '../data/projects.ts';

/** Deployments that are under way, with how long already. Nothing when all is quiet. */
export function GoingOn({ projects }: { projects: readonly Project[] }) {
  const active = projects.flatMap(({ latest }) =>
    latest !== null && (latest.state === 'queued' || latest.state === 'running') ? [latest] : [],
  );
  if (active.length === 0) return null;
  return (
    <Card title="Going on now" flush>
      <ul className="list">
        {active.map((deployment) => (
          <Active key={deployment.id} deployment={deployment} />
        ))}
      </ul>
    </Card>
  );
}

function Active({ deployment }: { deployment: Deployment }) {
  const { project, number, state, step, commit, commitMessage, createdAt, startedAt } = deployment;
  const label = state === 'queued' || step === null ? undefined : `Running ${step}`;
  return (
    <li className="going-on">
      <Status state={state} {...(label === undefined ? {} : { label })} />
      <Link href={`/projects/${project}/deployments/${number}`} className="cell-link">
        {project} #{number}
      </Link>
      <span className="muted truncate going-on-commit">
        {commit === '' ? '' : `${shortCommit(commit)} `}
        {subjectOf(commitMessage)}
      </span>
      <span className="muted small nowrap">
        <Duration since={startedAt ?? createdAt} />
      </span>
    </li>
  );
}
