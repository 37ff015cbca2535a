import { RotateCw } from 'lucide-react';
import { toApiError } from '../data/api.ts';
import { Button } from './button.tsx';
import { Note } from './note.tsx';

/** Something could not be shown: what, why, what to do, where to find it in central's log, and another try. */
export function ErrorState({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { message, hint, code, requestId } = toApiError(error);
  return (
    <div role="alert">
      <Note
        tone="bad"
        title={message}
        {...(retry === undefined
          ? {}
          : {
              actions: (
                <Button small icon={<RotateCw size={13} />} onClick={retry}>
                  Try again
                </Button>
              ),
            })}
      >
        {hint === undefined ? null : <p>{hint}</p>}
        <p className="error-code">
          {code}
          {requestId === undefined ? '' : ` · request ${requestId}`}
        </p>
      </Note>
    </div>
  );
}
