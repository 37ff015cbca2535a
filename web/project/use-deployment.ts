import { useQuery } from '@tanstack/react-query';
import { api } from '../data/api.ts';

/** One deployment, live. */
export function useDeployment(slug: string, number: number) {
  return useQuery({
    queryKey: [`deployments:${slug}`, { number }],
    queryFn: ({ signal }) =>
      api.get('/api/v1/projects/{project}/deployments/{number}', {
        params: { path: { project: slug, number } },
        signal,
      }),
  });
}
