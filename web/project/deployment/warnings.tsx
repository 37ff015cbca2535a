import { Note } from '../../components/note.tsx';
import type { DeploymentDetail } from '../types.ts';

/** What did not stop it, and should be known. */
export function Warnings({ deployment: { warnings } }: { deployment: DeploymentDetail }) {
  if (warnings.length === 0) return null;
  return (
    <div className="stack-s">
      {warnings.map(({ at, code, message }) => (
        <Note key={`${at} ${code} ${message}`} tone="warn">
          {message}
        </Note>
      ))}
    </div>
  );
}
