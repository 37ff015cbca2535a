import { Link } from 'wouter';
import type { NodeDisk } from '../../lib/api/openapi.ts';
import { Badge } from '../components/badge.tsx';
import { Note } from '../components/note.tsx';
import type { Node } from '../data/nodes.ts';
import { bytesText } from '../data/time-text.ts';
import { diskShares, type ProjectDisk, projectsOnDisk } from './disk-model.ts';

/** The whole disk as one bar, then project by project. */
export function DiskReport({ disk, report }: { disk: Node['disk']; report: NodeDisk }) {
  const projects = projectsOnDisk(report);
  return (
    <div className="stack">
      {disk === null ? null : <DiskBar disk={disk} report={report} />}
      {report.freeableBytes === 0 ? (
        <p className="muted small">
          Nothing in the store is unneeded: cleaning would free nothing.
        </p>
      ) : (
        <Note tone="info">
          Cleaning would free <strong>{bytesText(report.freeableBytes)}</strong>. It takes nothing
          that runs or that one can roll back to.
        </Note>
      )}
      <ul className="disk-projects">
        {projects.map((project) => (
          <ProjectRow key={project.project} project={project} />
        ))}
      </ul>
    </div>
  );
}

function DiskBar({ disk, report }: { disk: NonNullable<Node['disk']>; report: NodeDisk }) {
  const shares = Object.entries(diskShares(disk, report));
  return (
    <div className="stack-s">
      <div className="disk-bar" aria-hidden="true">
        {shares.map(([key, { percent }]) => (
          <div key={key} className={`disk-${key}`} style={{ width: `${percent}%` }} />
        ))}
      </div>
      <ul className="disk-legend">
        {shares.map(([key, { name, bytes }]) => (
          <li key={key}>
            <span className={`disk-dot disk-${key}`} aria-hidden="true" />
            {name} <span className="muted">{bytesText(bytes)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const keptWords: Readonly<Record<string, string>> = {
  live: 'live',
  rollback: 'to roll back to',
  draining: 'finishing its last requests',
};

function ProjectRow({ project }: { project: ProjectDisk }) {
  const { releases, logsBytes, sharedBytes } = project;
  return (
    <li>
      <details>
        <summary>
          <span className="grow">{project.project}</span>
          <span className="muted small">
            {releases.length === 1 ? '1 release' : `${releases.length} releases`}
          </span>
          <span className="nowrap">{bytesText(project.bytes)}</span>
        </summary>
        <dl className="disk-parts">
          {releases.map(({ number, bytes, ownBytes, live, keptFor }) => (
            <div key={number}>
              <dt>
                <Link href={`/projects/${project.project}/deployments/${number}`}>
                  Release {number}
                </Link>{' '}
                <Badge tone={live ? 'good' : 'neutral'}>{keptWords[keptFor] ?? keptFor}</Badge>
              </dt>
              <dd>
                {bytesText(bytes)}{' '}
                <span className="muted small">
                  {ownBytes === 0 ? 'all shared' : `${bytesText(ownBytes)} of it its own`}
                </span>
              </dd>
            </div>
          ))}
          <div>
            <dt>Shared files</dt>
            <dd>{bytesText(sharedBytes)}</dd>
          </div>
          <div>
            <dt>Logs</dt>
            <dd>{bytesText(logsBytes)}</dd>
          </div>
        </dl>
      </details>
    </li>
  );
}
