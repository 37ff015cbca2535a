import { ScrollText, ServerOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useSearchParams } from 'wouter';
import { LinkButton } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Spinner } from '../components/spinner.tsx';
import { LogView } from './log-view/log-view.tsx';
import { LogPartFilter, LogTextFilter } from './logs/log-filter.tsx';
import {
  downloadPath,
  isGrowing,
  type LogQuery,
  readLogQuery,
  writeLogQuery,
} from './logs/log-query.ts';
import { type AppLog, useAppLog } from './logs/use-app-log.ts';
import { ProjectPage } from './project-page.tsx';
import type { Project } from './types.ts';

/** What the running application writes, as it writes it. */
export function LogsPage({ project }: { project: string }) {
  return (
    <ProjectPage slug={project} name="Logs" width="wide">
      {(data) => (data.live === null ? <NeverLive project={data} /> : <Logs project={data} />)}
    </ProjectPage>
  );
}

function NeverLive({ project: { slug } }: { project: Project }) {
  return (
    <section className="card" aria-label="Logs">
      <EmptyState
        icon={ScrollText}
        title="Nothing runs yet"
        actions={<LinkButton href={`/projects/${slug}`}>Deployments</LinkButton>}
      >
        When a release is live, what it writes to stdout and stderr can be read here. What a build
        prints is in its deployment.
      </EmptyState>
    </section>
  );
}

function Logs({ project }: { project: Project }) {
  const { slug, node } = project;
  const [params, setParams] = useSearchParams();
  const query = readLogQuery(params);
  const onQuery = (next: LogQuery) => setParams(writeLogQuery(next), { replace: true });
  const log = useAppLog(slug, query, node.connected);
  const [opened] = useState(() => Date.now());
  const { state, error } = log;
  if (error?.code === 'node_offline' && log.store.snapshot().lines.length === 0) {
    return <NodeOffline project={project} />;
  }
  return (
    <Card flush>
      <LogView
        store={log.store}
        label={`the log of ${slug}`}
        isGrowing={isGrowing(query.part) && state !== 'over'}
        highlight={query.q}
        showTimes
        download={{ href: downloadPath(slug, query, opened), name: `${slug}.log` }}
        filter={<LogTextFilter query={query} onQuery={onQuery} />}
        extra={<LogPartFilter query={query} onQuery={onQuery} log={log} />}
        empty={emptyText(log, query)}
        status={<LogStatus log={log} />}
      />
    </Card>
  );
}

function emptyText({ state, error }: AppLog, { q, part }: LogQuery): ReactNode {
  if (error !== undefined) return <ErrorState error={error} />;
  if (state === 'over') return q === '' ? 'Nothing was written then.' : `No line has “${q}”.`;
  if (state === 'lost') return 'Connection lost; reconnecting…';
  if (q !== '') return `No line with “${q}” so far; new ones appear here.`;
  return part.kind === 'lines'
    ? 'Nothing written so far; new lines appear here.'
    : 'Nothing written since then; new lines appear here.';
}

function LogStatus({ log: { state, note, error, isPaused } }: { log: AppLog }) {
  return (
    <span role="status" className="row">
      {state === 'lost' ? (
        <>
          <Spinner /> Connection lost; reconnecting…
        </>
      ) : null}
      {error === undefined ? null : `${error.message}. Trying again.`}
      {isPaused ? 'Paused; new lines wait.' : null}
      {note}
    </span>
  );
}

function NodeOffline({ project: { node, appUrl } }: { project: Project }) {
  return (
    <section className="card" aria-label="Logs">
      <EmptyState
        icon={ServerOff}
        title={`${node.name} is not connected`}
        actions={<LinkButton href={`/nodes/${node.name}`}>Look at the node</LinkButton>}
      >
        Logs are kept on the node and read from there. The application may well be running
        {appUrl === null ? '' : ': its address tells'}. This page goes on by itself when the node is
        back.
      </EmptyState>
    </section>
  );
}
