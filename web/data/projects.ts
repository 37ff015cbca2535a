import { queryOptions } from '@tanstack/react-query';
import type { components } from '../../lib/api/openapi.ts';
import { api } from './api.ts';

export type Project = components['schemas']['Project'];
export type Deployment = components['schemas']['Deployment'];

/** How many projects are shown beside every page; the rest is found by search. */
const shownMax = 200;

/** The projects that the person may see. */
export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: ({ signal }) =>
    api.get('/api/v1/projects', { params: { query: { limit: shownMax } }, signal }),
});
