import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '../../lib/api/openapi.ts';
import { api } from '../data/api.ts';
import type { DeliveryFilters } from './delivery-filters.ts';

export type Delivery = components['schemas']['Delivery'];

/** The inbox, newest first. */
export function deliveriesQuery({ outcome, project }: DeliveryFilters, limit = 50) {
  return infiniteQueryOptions({
    queryKey: ['deliveries', { outcome, project, limit }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit,
        ...(outcome === undefined ? {} : { outcome }),
        ...(project === undefined ? {} : { project }),
        ...(pageParam === undefined ? {} : { cursor: pageParam }),
      };
      return api.get('/api/v1/deliveries', { params: { query }, signal });
    },
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** One delivery with what was sent. */
export function deliveryQuery(id: string) {
  return queryOptions({
    queryKey: ['deliveries', id],
    queryFn: ({ signal }) =>
      api.get('/api/v1/deliveries/{delivery}', {
        params: { path: { delivery: Number(id) } },
        signal,
      }),
  });
}

/** The deployment that a delivery has begun. */
export function begunQuery(deploymentId: string | null) {
  return queryOptions({
    queryKey: ['deliveries', 'deployment', deploymentId],
    enabled: deploymentId !== null,
    queryFn: ({ signal }) =>
      api.get('/api/v1/deployments/{deployment}', {
        params: { path: { deployment: deploymentId ?? '' } },
        signal,
      }),
  });
}
