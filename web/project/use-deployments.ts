import { useInfiniteQuery } from '@tanstack/react-query';
import type { DeploymentState } from '../../lib/deployment-states.ts';
import { api } from '../data/api.ts';

export interface DeploymentFilter {
  state: DeploymentState | undefined;
  /** In commit, message, author and branch. */
  q: string;
}

const pageSize = 25;

/** Deployments of a project, newest first, live. */
export function useDeployments(slug: string, { state, q }: DeploymentFilter) {
  return useInfiniteQuery({
    queryKey: [`deployments:${slug}`, { state, q }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/v1/projects/{project}/deployments', {
        params: {
          path: { project: slug },
          query: {
            limit: pageSize,
            ...(state === undefined ? {} : { state }),
            ...(q === '' ? {} : { q }),
            ...(pageParam === undefined ? {} : { cursor: pageParam }),
          },
        },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
    // What was found stays while the next is looked for.
    placeholderData: (before) => before,
  });
}
