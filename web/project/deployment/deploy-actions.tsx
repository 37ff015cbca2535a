import { ChevronDown, GitBranch, GitCommitHorizontal, Rocket, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Menu } from '../../components/menu.tsx';
import { useToast } from '../../components/toast.tsx';
import { toApiError } from '../../data/api.ts';
import { useCan } from '../../data/me.ts';
import type { Project } from '../types.ts';
import { CommitDialog } from './commit-dialog.tsx';
import { RollBackDialog } from './roll-back-dialog.tsx';
import { useDeploy } from './use-deploy.ts';

/** Deploy and roll back, for who may. */
export function DeployActions({ project }: { project: Project }) {
  const { slug, branch, live } = project;
  const can = useCan();
  const toast = useToast();
  const deploy = useDeploy(slug);
  const [open, setOpen] = useState<'commit' | 'rollback'>();
  const close = () => setOpen(undefined);
  if (!can('deployments.write', slug)) return null;
  const onError = (error: unknown) => {
    const { message, hint } = toApiError(error);
    toast(message, { tone: 'bad', detail: hint });
  };
  return (
    <>
      {live === null ? null : (
        <Button icon={<Undo2 size={15} />} onClick={() => setOpen('rollback')}>
          Roll back
        </Button>
      )}
      <Menu
        label={`Deploy ${slug}`}
        triggerClass="button button-primary"
        trigger={
          <>
            <Rocket size={15} aria-hidden="true" />
            Deploy
            <ChevronDown size={14} aria-hidden="true" />
          </>
        }
        items={[
          {
            label: `Newest commit of ${branch}`,
            icon: <GitBranch size={15} />,
            onSelect: () => deploy.mutate(undefined, { onError }),
            disabled: deploy.isPending,
          },
          {
            label: 'A commit…',
            icon: <GitCommitHorizontal size={15} />,
            onSelect: () => setOpen('commit'),
          },
        ]}
      />
      <CommitDialog slug={slug} open={open === 'commit'} onClose={close} />
      <RollBackDialog project={project} open={open === 'rollback'} onClose={close} />
    </>
  );
}
