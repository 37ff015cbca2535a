import { ApiError } from '../../lib/api/api-error.ts';
import { createApi } from '../../lib/api/client.ts';

/** Proof that a change comes from this page and not from another site; learnt from GET /me. */
let csrfToken: string | null = null;
const onSignedOut = new Set<() => void>();

/**
 * The API, as the person who is signed in. Throws ApiError for anything but success:
 * `await api.get('/api/v1/nodes/{node}', { params: { path: { node } } })`.
 */
export const api = createApi({
  baseUrl: '',
  headers: () => (csrfToken === null ? {} : { 'x-csrf-token': csrfToken }),
  onError(error) {
    if (error.status === 401) for (const told of onSignedOut) told();
  },
});

export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Calls `told` when central no longer knows the session. */
export function whenSignedOut(told: () => void): () => void {
  onSignedOut.add(told);
  return () => onSignedOut.delete(told);
}

/** What an error says to people; anything that is no answer of central is our own mistake. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new ApiError(0, { code: 'unexpected', detail: `Unexpected: ${detail}` }, { cause: error });
}

/** What is wrong with one field of a form that central refused: `fieldError(error, 'email')`. */
export function fieldError(error: unknown, name: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.errors.find(({ path }) => path === name || path.endsWith(`/${name}`))?.message;
}
