import { useMutation } from '@tanstack/react-query';
import type { operations } from '../../../lib/api/openapi.ts';
import { useToast } from '../../components/toast.tsx';
import { api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';

export type ProjectChange =
  operations['changeProject']['requestBody']['content']['application/json'];

/** Changes what is said about a project; only what was touched is sent. */
export function useChangeProject(slug: string, onSaved?: () => void) {
  const toast = useToast();
  return useMutation({
    mutationFn: (body: ProjectChange) =>
      api.patch('/api/v1/projects/{project}', { params: { path: { project: slug } }, body }),
    onSuccess: async ({ project }) => {
      queryClient.setQueryData([`project:${slug}`], project);
      await queryClient.invalidateQueries({ queryKey: [`project:${slug}`] });
      onSaved?.();
      toast('Saved');
    },
  });
}
