import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';

/** How many projects are shown beside every page; the rest is found by search. */
const shownMax = 100;

/** The projects that the person may see. */
export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: async ({ signal }) => {
    const page = await api.get('/api/v1/projects', {
      params: { query: { limit: shownMax } },
      signal,
    });
    return { ...page, items: page.items.map((project) => ({ status: 'live', ...project })) };
  },
});
