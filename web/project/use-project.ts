import { useQuery } from '@tanstack/react-query';
import { api } from '../data/api.ts';

/** One project, live. */
export function useProject(slug: string) {
  return useQuery({
    queryKey: [`project:${slug}`],
    queryFn: ({ signal }) =>
      api.get('/api/v1/projects/{project}', { params: { path: { project: slug } }, signal }),
  });
}
