export interface ListedChange {
  key: string;
  change: 'added' | 'changed' | 'removed' | 'same';
  /** After the name: on which node, which line. */
  extra?: string | undefined;
}

const signs = { added: '+', changed: '~', removed: '−', same: '=' };

/** Names with what becomes of them: sign, colour and word, never values. */
export function ChangeList({
  changes,
  label,
}: {
  changes: readonly ListedChange[];
  label: string;
}) {
  return (
    <ul className="change-list" aria-label={label}>
      {changes.map(({ key, change, extra }) => (
        <li key={`${key}/${extra ?? ''}`} className={`change-${change}`}>
          <span className="change-sign" aria-hidden="true">
            {signs[change]}
          </span>
          <code>{key}</code>
          <span className="visually-hidden">{change}</span>
          {extra === undefined ? null : <span className="muted">{extra}</span>}
        </li>
      ))}
    </ul>
  );
}
