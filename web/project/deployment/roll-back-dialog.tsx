import { useQuery } from '@tanstack/react-query';
import { previousRelease } from '../../../lib/rollback-target.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Time } from '../../components/time.tsx';
import { api } from '../../data/api.ts';
import type { DeploymentSummary, Project } from '../types.ts';
import { shortSha, titleOf } from './deployment-words.ts';
import { useRollBack } from './use-deploy.ts';

interface RollBackProps {
  project: Project;
  open: boolean;
  onClose: () => void;
}

/** Asks before the release that was live before serves again, and says which one that is. */
export function RollBackDialog({ project, open, onClose }: RollBackProps) {
  const { slug, live } = project;
  const rollBack = useRollBack(slug);
  const previous = usePrevious(project, open);
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`Roll back ${slug}?`}
      action={previous === undefined ? 'Roll back' : `Roll back to #${previous.number}`}
      danger={false}
      onConfirm={() => rollBack.mutateAsync(previous?.number)}
    >
      {previous === undefined ? (
        <p>The release that was live before #{live?.number} serves again.</p>
      ) : (
        <p>
          <strong>#{previous.number}</strong> {titleOf(previous)}{' '}
          {previous.commit === '' ? null : <code>{shortSha(previous.commit)}</code>}, live{' '}
          <Time at={previous.liveAt ?? previous.createdAt} />, serves again instead of #
          {live?.number}.
        </p>
      )}
      <p>Its code and its secrets return together. Nothing is built, and no request fails.</p>
    </ConfirmDialog>
  );
}

/** The same rule as central's, over as many deployments as one page has. */
function usePrevious({ slug, live }: Project, isAsked: boolean): DeploymentSummary | undefined {
  const { data } = useQuery({
    queryKey: [`deployments:${slug}`, 'previous'],
    enabled: isAsked && live !== null,
    queryFn: ({ signal }) =>
      api.get('/api/v1/projects/{project}/deployments', {
        params: { path: { project: slug }, query: { state: 'replaced', limit: 50 } },
        signal,
      }),
  });
  if (live === null || data === undefined) return undefined;
  const { number } = previousRelease(live, data.items) ?? {};
  return data.items.find((item) => item.number === number);
}
