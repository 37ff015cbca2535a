import { queryOptions } from '@tanstack/react-query';
import type { components } from '../../lib/api/openapi.ts';
import { api } from './api.ts';

export type Node = components['schemas']['Node'];

/** Every node, with its health. */
export const nodesQuery = queryOptions({
  queryKey: ['nodes'],
  queryFn: ({ signal }) => api.get('/api/v1/nodes', { signal }),
});
