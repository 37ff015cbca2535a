import { Ban, RotateCw, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useCan } from '../../data/me.ts';
import type { DeploymentDetail } from '../types.ts';
import { shortSha, titleOf } from './deployment-words.ts';
import { useCancel, useRedeploy, useRollBack } from './use-deploy.ts';

type Act = 'cancel' | 'redeploy' | 'rollBack';

/** What may be done with a deployment, by who may. */
export function DeploymentButtons({ deployment }: { deployment: DeploymentDetail }) {
  const { actions, project, number } = deployment;
  const [open, setOpen] = useState<Act>();
  const can = useCan();
  if (!can('deployments.write', project)) return null;
  return (
    <div className="row">
      {actions.cancel ? (
        <Button variant="danger" icon={<Ban size={15} />} onClick={() => setOpen('cancel')}>
          Cancel
        </Button>
      ) : null}
      {actions.redeploy ? (
        <Button icon={<RotateCw size={15} />} onClick={() => setOpen('redeploy')}>
          Redeploy
        </Button>
      ) : null}
      {actions.rollBack ? (
        <Button icon={<Undo2 size={15} />} onClick={() => setOpen('rollBack')}>
          Roll back to #{number}
        </Button>
      ) : null}
      <Confirm deployment={deployment} act={open} onClose={() => setOpen(undefined)} />
    </div>
  );
}

interface ConfirmProps {
  deployment: DeploymentDetail;
  act: Act | undefined;
  onClose: () => void;
}

function Confirm({ deployment, act, onClose }: ConfirmProps) {
  const { id, project, number } = deployment;
  const cancel = useCancel();
  const redeploy = useRedeploy(project);
  const rollBack = useRollBack(project);
  const shared = { onClose, danger: act === 'cancel' };
  if (act === 'cancel') {
    return (
      <ConfirmDialog
        {...shared}
        open
        title={`Cancel deployment #${number} of ${project}?`}
        action={`Cancel #${number}`}
        onConfirm={() => cancel.mutateAsync(id)}
      >
        It stops where it is. The release that is live goes on untouched.
      </ConfirmDialog>
    );
  }
  if (act === 'redeploy') {
    return (
      <ConfirmDialog
        {...shared}
        open
        title={`Deploy #${number} of ${project} once more?`}
        action={`Redeploy #${number}`}
        onConfirm={() => redeploy.mutateAsync(id)}
      >
        <Named deployment={deployment} /> is deployed as a new release, with the present secrets.
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      {...shared}
      open={act === 'rollBack'}
      title={`Roll ${project} back to #${number}?`}
      action={`Roll back to #${number}`}
      onConfirm={() => rollBack.mutateAsync(number)}
    >
      <Named deployment={deployment} /> serves again, its code and its secrets together. Nothing is
      built, and no request fails.
    </ConfirmDialog>
  );
}

function Named({ deployment }: { deployment: DeploymentDetail }) {
  const { commit } = deployment;
  return (
    <>
      <strong>{titleOf(deployment)}</strong>
      {commit === '' ? null : (
        <>
          {' '}
          <code>{shortSha(commit)}</code>
        </>
      )}
    </>
  );
}
