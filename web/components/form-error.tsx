import { toApiError } from '../data/api.ts';
import { Note } from './note.tsx';

/** Why central refused a form, above its buttons; nothing while there is no error. */
export function FormError({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  const { message, hint, requestId, status } = toApiError(error);
  return (
    <div role="alert">
      <Note tone="bad" title={message}>
        {hint === undefined ? null : <p>{hint}</p>}
        {status >= 500 && requestId !== undefined ? (
          <p className="error-code">request {requestId}</p>
        ) : null}
      </Note>
    </div>
  );
}
