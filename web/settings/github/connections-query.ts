import { queryOptions } from '@tanstack/react-query';
import type { components } from '../../../lib/api/openapi.ts';
import { api } from '../../data/api.ts';

export type Connection = components['schemas']['GithubConnection'];

/** GitHub Apps and tokens. */
export const connectionsQuery = queryOptions({
  queryKey: ['github'],
  queryFn: ({ signal }) => api.get('/api/v1/github/connections', { signal }),
});
