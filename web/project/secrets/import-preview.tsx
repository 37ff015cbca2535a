import type { components } from '../../../lib/api/openapi.ts';
import { Note } from '../../components/note.tsx';
import { ChangeList, type ListedChange } from './change-list.tsx';

export type Preview = components['schemas']['ImportPreview'];

const titles = {
  added: 'New',
  changed: 'Changed',
  removed: 'Removed',
  same: 'Same as now',
};

/** What an import would do, name by name; and what stands in its way, line by line. */
export function ImportPreview({ preview, remove }: { preview: Preview; remove: boolean }) {
  const { problems, notes } = preview;
  const groups = (['added', 'changed', 'removed', 'same'] as const)
    .filter((change) => change !== 'removed' || remove)
    .map((change) => ({ change, keys: preview[change] }))
    .filter(({ keys }) => keys.length > 0);
  return (
    <div className="stack" aria-live="polite">
      {problems.length === 0 ? null : (
        <Note tone="bad" title="Nothing can be imported yet">
          <Lines findings={problems} />
        </Note>
      )}
      {notes.length === 0 ? null : (
        <Note tone="warn" title="Worth a look">
          <Lines findings={notes} />
        </Note>
      )}
      {groups.length === 0 ? null : (
        <div className="preview-groups">
          {groups.map(({ change, keys }) => (
            <Group key={change} change={change} keys={keys} />
          ))}
        </div>
      )}
    </div>
  );
}

function Group({ change, keys }: { change: ListedChange['change']; keys: readonly string[] }) {
  return (
    <div className="preview-group">
      <h3>
        {titles[change]} <span className="muted">{keys.length}</span>
      </h3>
      <ChangeList label={titles[change]} changes={keys.map((key) => ({ key, change }))} />
    </div>
  );
}

function Lines({ findings }: { findings: readonly { line: number; message: string }[] }) {
  return (
    <ul>
      {findings.map(({ line, message }) => (
        <li key={`${line} ${message}`}>
          Line {line}: {message}
        </li>
      ))}
    </ul>
  );
}
