import { queryOptions } from '@tanstack/react-query';
import type { components } from '../../../lib/api/openapi.ts';
import { api } from '../../data/api.ts';

export type Channel = components['schemas']['Channel'];

/** Channels of one project, or those for everything. */
export function channelsQuery(project: string | null) {
  return queryOptions({
    queryKey: ['notifications', project],
    queryFn: async ({ signal }) => {
      const query = project === null ? {} : { project };
      const { items } = await api.get('/api/v1/notifications', { params: { query }, signal });
      return items.filter((channel) => channel.project === project);
    },
  });
}
