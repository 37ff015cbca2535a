import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api } from '../../data/api.ts';
import type { Deployment } from '../types.ts';

/** Goes to a deployment that was just begun: its log is what one wants to see. */
function useGoThere(slug: string) {
  const [, navigate] = useLocation();
  const client = useQueryClient();
  return ({ number }: Deployment) => {
    void client.invalidateQueries({ queryKey: [`deployments:${slug}`] });
    navigate(`/projects/${slug}/deployments/${number}`);
  };
}

const inProject = (slug: string) => ({ params: { path: { project: slug } } });

/** Deploys the tip of the branch, or a commit. */
export function useDeploy(slug: string) {
  const onSuccess = useGoThere(slug);
  return useMutation({
    mutationFn: (commit: string | undefined) =>
      api.post('/api/v1/projects/{project}/deployments', {
        ...inProject(slug),
        body: commit === undefined ? {} : { commit },
      }),
    onSuccess,
  });
}

/** Returns to a release; undefined: to the one before. */
export function useRollBack(slug: string) {
  const onSuccess = useGoThere(slug);
  return useMutation({
    mutationFn: (to: number | undefined) =>
      api.post('/api/v1/projects/{project}/rollback', {
        ...inProject(slug),
        body: to === undefined ? {} : { to },
      }),
    onSuccess,
  });
}

/** Does once more what a deployment did. */
export function useRedeploy(slug: string) {
  const onSuccess = useGoThere(slug);
  return useMutation({
    mutationFn: (deployment: string) =>
      api.post('/api/v1/deployments/{deployment}/redeploy', { params: { path: { deployment } } }),
    onSuccess,
  });
}

export function useCancel() {
  return useMutation({
    mutationFn: (deployment: string) =>
      api.post('/api/v1/deployments/{deployment}/cancel', { params: { path: { deployment } } }),
  });
}
