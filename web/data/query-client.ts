import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../../lib/api/api-error.ts';

/**
 * Everything read from central. Keys start with the topic that central names when it changes:
 * ['nodes'], ['deployments:shop', { state: 'failed' }]. See live.ts.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Central says when something has changed.
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && isPassing(error),
    },
    mutations: { retry: false },
  },
});

/** Another try may help; a refusal stays one. */
function isPassing(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 502;
}
