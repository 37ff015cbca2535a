import { useMutation, useQuery } from '@tanstack/react-query';
import { Brush, HardDrive } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { Time } from '../components/time.tsx';
import { useToast } from '../components/toast.tsx';
import { api } from '../data/api.ts';
import { useCan } from '../data/me.ts';
import type { Node } from '../data/nodes.ts';
import { bytesText } from '../data/time-text.ts';
import { DiskReport } from './disk-report.tsx';

/** What the disk is used for. Counting takes the node a moment, so it is asked only on request. */
export function NodeDisk({ node }: { node: Node }) {
  const { name, disk } = node;
  const [isAsked, setAsked] = useState(false);
  const report = useQuery({
    // No topic: it is what was true when it was asked.
    queryKey: ['node-disk', name],
    enabled: isAsked,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: ({ signal }) =>
      api.get('/api/v1/nodes/{node}/disk', { params: { path: { node: name } }, signal }),
  });
  const again = () => void report.refetch();
  const { data } = report;
  return (
    <Card
      title="Disk"
      description={
        data === undefined ? undefined : (
          <>
            Counted <Time at={data.at} />
          </>
        )
      }
      actions={
        data === undefined ? undefined : (
          <>
            <Button small busy={report.isFetching} onClick={again}>
              Count again
            </Button>
            <Clean node={node} freeableBytes={data.freeableBytes} onCleaned={again} />
          </>
        )
      }
    >
      {data === undefined ? null : <DiskReport disk={disk} report={data} />}
      {data === undefined && report.isFetching ? <Skeleton lines={4} /> : null}
      {report.error === null ? null : <ErrorState error={report.error} retry={again} />}
      {isAsked ? null : (
        <EmptyState
          icon={HardDrive}
          title="What is the disk used for?"
          actions={
            <Button disabled={node.state !== 'online'} onClick={() => setAsked(true)}>
              Ask {name}
            </Button>
          }
        >
          {node.state === 'online'
            ? 'The node counts what each project keeps and what cleaning would free. That takes it a moment.'
            : `${name} has to be connected to be asked.`}
        </EmptyState>
      )}
    </Card>
  );
}

interface CleanProps {
  node: Node;
  freeableBytes: number;
  onCleaned: () => void;
}

function Clean({ node: { name }, freeableBytes, onCleaned }: CleanProps) {
  const can = useCan();
  const toast = useToast();
  const [isAsked, setAsked] = useState(false);
  const clean = useMutation({
    mutationFn: () => api.post('/api/v1/nodes/{node}/clean', { params: { path: { node: name } } }),
    onSuccess: ({ freedBytes }) => {
      toast(`${bytesText(freedBytes)} are free again on ${name}`);
      onCleaned();
    },
  });
  if (!can('nodes.write')) return null;
  return (
    <>
      <Button small icon={<Brush size={13} />} onClick={() => setAsked(true)}>
        Clean
      </Button>
      <ConfirmDialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={`Clean ${name}?`}
        action="Clean now"
        danger={false}
        onConfirm={() => clean.mutateAsync()}
      >
        Removes what no release needs, about {bytesText(freeableBytes)}. Everything that runs and
        everything one can roll back to stays. The node does this once a day by itself.
      </ConfirmDialog>
    </>
  );
}
