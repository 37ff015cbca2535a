import { queryOptions } from '@tanstack/react-query';
import { api } from '../data/api.ts';

/** One node, live. */
export function nodeQuery(name: string) {
  return queryOptions({
    queryKey: [`node:${name}`],
    queryFn: ({ signal }) =>
      api.get('/api/v1/nodes/{node}', { params: { path: { node: name } }, signal }),
  });
}
