import { TriangleAlert } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import type { Draft } from './draft.ts';
import { type DraftConflict, draftSummary } from './draft-changes.ts';

interface SaveBarProps {
  draft: Draft;
  problemCount: number;
  hasConflicts: boolean;
  onDiscard: () => void;
  onSave: () => void;
}

/** Stays in sight while something is unsaved. */
export function SaveBar({ draft, problemCount, hasConflicts, onDiscard, onSave }: SaveBarProps) {
  if (draft.size === 0) return null;
  const isStopped = problemCount > 0 || hasConflicts;
  return (
    <section className="save-bar" aria-label="Unsaved changes">
      <div className="grow" role="status">
        <strong>
          {draft.size} unsaved change{draft.size === 1 ? '' : 's'}
        </strong>
        <div className="muted small">
          {hasConflicts ? 'Decide about the conflicts first' : draftSummary(draft)}
        </div>
      </div>
      {problemCount === 0 ? null : (
        <span className="status status-bad">
          <TriangleAlert size={15} aria-hidden="true" /> {problemCount} cannot be saved
        </span>
      )}
      <Button onClick={onDiscard}>Discard</Button>
      <Button variant="primary" disabled={isStopped} onClick={onSave}>
        Save…
      </Button>
    </section>
  );
}

const theirWords = {
  added: 'has been added by somebody else',
  changed: 'has been changed by somebody else',
  removed: 'has been removed by somebody else',
};

const myWords = { added: 'you add it', changed: 'you change it', removed: 'you remove it' };

/** Somebody else has saved what this draft changes too. */
export function ConflictNote({
  conflicts,
  onKeepMine,
  onTakeTheirs,
}: {
  conflicts: readonly DraftConflict[];
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}) {
  if (conflicts.length === 0) return null;
  return (
    <div role="alert">
      <Note
        tone="warn"
        title="Somebody else has saved meanwhile. Your changes are all still here."
        actions={
          <>
            <Button small onClick={onTakeTheirs}>
              Take theirs
            </Button>
            <Button small onClick={onKeepMine}>
              Keep mine
            </Button>
          </>
        }
      >
        <ul>
          {conflicts.map(({ id, key, theirs, mine }) => (
            <li key={id}>
              <code>{key}</code> {theirWords[theirs]}; {myWords[mine]}.
            </li>
          ))}
        </ul>
      </Note>
    </div>
  );
}
