import { useMutation, useQuery } from '@tanstack/react-query';
import { GitBranch, MoreHorizontal, Plug, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Menu } from '../../components/menu.tsx';
import { Note } from '../../components/note.tsx';
import { Status } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import { useToast } from '../../components/toast.tsx';
import { api } from '../../data/api.ts';
import { useCan } from '../../data/me.ts';
import { queryClient } from '../../data/query-client.ts';
import { ConnectionDialog } from './connection-dialog.tsx';
import { type Connection, connectionsQuery } from './connections-query.ts';

/** How vpspilot speaks with GitHub: a GitHub App, or somebody's token. */
export function ConnectionsCard() {
  const can = useCan();
  const mayWrite = can('github.write');
  const connections = useQuery(connectionsQuery);
  const [isAdding, setAdding] = useState(false);
  const hasSome = (connections.data?.items.length ?? 0) > 0;
  const add = (
    <Button small={hasSome} icon={<Plug size={14} />} onClick={() => setAdding(true)}>
      Connect GitHub
    </Button>
  );
  return (
    <Card
      title="GitHub"
      description="Fetches private repositories, and tells GitHub what became of each push."
      actions={mayWrite && hasSome ? add : undefined}
      flush
    >
      <Loaded query={connections}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={GitBranch} title="Not connected" actions={mayWrite ? add : undefined}>
              Public repositories with a webhook need no connection. With one, commits get their
              status, deployments an entry at GitHub, and private repositories can be fetched.
            </EmptyState>
          ) : (
            <ul className="list">
              {items.map((connection) => (
                <ConnectionRow key={connection.id} connection={connection} mayWrite={mayWrite} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {isAdding ? <ConnectionDialog onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function ConnectionRow({ connection, mayWrite }: { connection: Connection; mayWrite: boolean }) {
  const { name, kind, apiUrl, credential, projects, lastReport } = connection;
  const path = { params: { path: { connection: name } } };
  const [isAsked, setAsked] = useState(false);
  const toast = useToast();
  const test = useMutation({
    mutationFn: () => api.post('/api/v1/github/connections/{connection}/test', path),
  });
  const remove = async () => {
    await api.delete('/api/v1/github/connections/{connection}', path);
    await queryClient.invalidateQueries({ queryKey: ['github'] });
    toast(`${name} is removed`);
  };
  return (
    <li className="channel">
      <span className="channel-icon">
        <GitBranch size={16} aria-hidden="true" />
      </span>
      <div className="grow stack-s">
        <div className="row">
          <strong>{name}</strong>
          <Badge>{kind === 'app' ? 'GitHub App' : 'Token'}</Badge>
          <code className="muted">{credential}</code>
        </div>
        {apiUrl === 'https://api.github.com' ? null : <div className="muted small">{apiUrl}</div>}
        <UsedBy projects={projects} />
        {lastReport === null ? null : (
          <div className="row small">
            <Status state={lastReport.outcome} />
            <span className="muted">
              <Time at={lastReport.at} />
            </span>
            {lastReport.outcome === 'failed' ? (
              <span className="wrap">{lastReport.detail}</span>
            ) : null}
          </div>
        )}
        <TestResult result={test.data} />
        <FormError error={test.error} />
      </div>
      {mayWrite ? (
        <div className="row">
          <Button small busy={test.isPending} onClick={() => test.mutate()}>
            Test
          </Button>
          <Menu
            label={`More for ${name}`}
            trigger={<MoreHorizontal size={15} />}
            items={[
              {
                ...{ label: 'Remove…', icon: <Trash2 size={14} />, danger: true },
                onSelect: () => setAsked(true),
              },
            ]}
          />
        </div>
      ) : null}
      <ConfirmDialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={`Remove the connection ${name}?`}
        action="Remove connection"
        onConfirm={remove}
      >
        {projects.length === 0
          ? 'No project uses it.'
          : `${projects.join(', ')} can no longer be fetched with it, and GitHub is told nothing more of them.`}{' '}
        The App or token at GitHub stays; remove it there, too.
      </ConfirmDialog>
    </li>
  );
}

function UsedBy({ projects }: { projects: readonly string[] }) {
  if (projects.length === 0) {
    return <div className="muted small">No project uses it yet: choose it in their settings.</div>;
  }
  return (
    <div className="row small">
      <span className="muted">Used by</span>
      {projects.map((project) => (
        <Link key={project} href={`/projects/${project}/settings`}>
          {project}
        </Link>
      ))}
    </div>
  );
}

function TestResult({
  result,
}: {
  result: { ok: boolean; account: string | null; detail: string } | undefined;
}) {
  if (result === undefined) return null;
  const { ok, account, detail } = result;
  const title = ok ? `GitHub knows it as ${account ?? 'somebody'}` : 'GitHub does not accept it';
  return (
    <div role="status">
      <Note tone={ok ? 'good' : 'bad'} title={title}>
        {detail}
      </Note>
    </div>
  );
}
