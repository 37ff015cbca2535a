import { useState } from 'react';
import { toApiError } from '../data/api.ts';
import { durationText } from '../data/time-text.ts';
import { useNow } from '../data/use-now.ts';
import { Note } from './note.tsx';

/** Why central refused a form, above its buttons; nothing while there is no error. */
export function FormError({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  const { message, hint, requestId, status, retryAfterSeconds } = toApiError(error);
  return (
    <div role="alert">
      <Note tone="bad" title={message}>
        {retryAfterSeconds === undefined ? (
          hint === undefined ? null : (
            <p>{hint}</p>
          )
        ) : (
          <Waiting key={requestId} seconds={retryAfterSeconds} />
        )}
        {status >= 500 && requestId !== undefined ? (
          <p className="error-code">request {requestId}</p>
        ) : null}
      </Note>
    </div>
  );
}

/** Counts down until another attempt is taken. */
function Waiting({ seconds }: { seconds: number }) {
  const now = useNow(1_000);
  const [until] = useState(() => Date.now() + seconds * 1_000);
  const leftMs = until - now;
  if (leftMs <= 0) return <p>You can try again now.</p>;
  // Said once to who listens; the seconds are for the eyes.
  return <p aria-live="off">Try again in {durationText(Math.max(1_000, leftMs))}.</p>;
}
