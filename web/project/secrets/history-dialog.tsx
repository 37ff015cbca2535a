import { useInfiniteQuery } from '@tanstack/react-query';
import { GitCompare, History, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { components } from '../../../lib/api/openapi.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Time } from '../../components/time.tsx';
import { api } from '../../data/api.ts';
import { ChangeList } from './change-list.tsx';
import { HistoryDiff } from './history-diff.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { secretsKey } from './use-secrets.ts';

type EnvironmentChange = components['schemas']['EnvironmentChange'];

export interface HistoryProps {
  project: string;
  currentVersion: number;
  /** Only what happened to this one; undefined: to all. */
  only: string | undefined;
  isLive: boolean;
  mayReveal: boolean;
  mayWrite: boolean;
  nodeName: (id: string) => string | undefined;
  onClose: () => void;
}

type Compared = { from: number; to: number } | undefined;

/** Who changed what when; what is different between two versions; and the way back. */
export function HistoryDialog(props: HistoryProps) {
  const { project, only, currentVersion, onClose } = props;
  const [compared, setCompared] = useState<Compared>();
  const [restored, setRestored] = useState<number>();
  const title = only === undefined ? 'History of the secrets' : `History of ${only}`;
  return (
    <Dialog open wide onClose={onClose} title={compared === undefined ? title : 'Two versions'}>
      {compared === undefined ? (
        <VersionList {...props} onCompare={setCompared} onRestore={setRestored} />
      ) : (
        <HistoryDiff
          {...props}
          {...compared}
          onChoose={setCompared}
          onBack={() => setCompared(undefined)}
        />
      )}
      {restored === undefined ? null : (
        <RestoreDialog
          {...{ project, currentVersion, version: restored, isLive: props.isLive }}
          nodeName={props.nodeName}
          onClose={() => setRestored(undefined)}
        />
      )}
    </Dialog>
  );
}

interface VersionListProps extends HistoryProps {
  onCompare: (compared: { from: number; to: number }) => void;
  onRestore: (version: number) => void;
}

function VersionList(props: VersionListProps) {
  const { project, only, currentVersion } = props;
  const query = useInfiniteQuery({
    queryKey: [...secretsKey(project), 'history', only],
    gcTime: 0,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/v1/projects/{project}/secrets/history', {
        params: {
          path: { project },
          query: {
            limit: 30,
            ...(only === undefined ? {} : { key: only }),
            ...(pageParam === undefined ? {} : { cursor: pageParam }),
          },
        },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const versions = pages.flatMap(({ items }) => items);
        if (versions.length === 0) {
          return (
            <EmptyState icon={History} title="Nothing has been changed yet">
              Every change is kept here with who made it and when.
            </EmptyState>
          );
        }
        return (
          <>
            <ol className="history-list">
              {versions.map((version) => (
                <Version
                  key={version.environmentVersion}
                  {...props}
                  version={version}
                  isCurrent={version.environmentVersion === currentVersion}
                />
              ))}
            </ol>
            <LoadMore query={query} />
          </>
        );
      }}
    </Loaded>
  );
}

function Version({
  version: { environmentVersion: number, at, by, changes },
  isCurrent,
  currentVersion,
  mayWrite,
  nodeName,
  onCompare,
  onRestore,
}: VersionListProps & { version: EnvironmentChange; isCurrent: boolean }) {
  const listed = changes.map(({ key, change, node }) => ({
    ...{ key, change },
    extra: node === null ? undefined : `on ${nodeName(node) ?? node}`,
  }));
  return (
    <li>
      <span className="history-version" title={`Version ${number} of the secrets`}>
        v{number}
      </span>
      <div className="stack-s">
        <div className="small">
          <strong>{by}</strong>{' '}
          <span className="muted">
            <Time at={at} />
            {isCurrent ? ', the present version' : ''}
          </span>
        </div>
        <ChangeList label={`Changes of version ${number}`} changes={listed} />
      </div>
      <div className="row">
        <Button
          small
          variant="ghost"
          icon={<GitCompare size={13} />}
          onClick={() =>
            onCompare(
              isCurrent
                ? { from: Math.max(0, number - 1), to: number }
                : { from: number, to: currentVersion },
            )
          }
        >
          Compare
        </Button>
        {isCurrent || !mayWrite ? null : (
          <Button small icon={<Undo2 size={13} />} onClick={() => onRestore(number)}>
            Restore
          </Button>
        )}
      </div>
    </li>
  );
}
