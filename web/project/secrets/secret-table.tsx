import { BellRing, History, MoreHorizontal, Pencil, Server, Trash2, Undo2 } from 'lucide-react';
import { Badge, type Tone } from '../../components/badge.tsx';
import { IconButton } from '../../components/button.tsx';
import { Menu, type MenuItem } from '../../components/menu.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../data/use-now.ts';
import type { DraftEntry } from './draft.ts';
import { reminderState, type SecretRow } from './rows.ts';
import { SecretValue } from './secret-value.tsx';
import type { ShownValues } from './use-shown-values.ts';

export interface SecretTableActions {
  onEdit: (row: SecretRow) => void;
  onRemove: (row: SecretRow) => void;
  onUndo: (row: SecretRow) => void;
  onHistory: (key: string) => void;
  /** A value of its own for the project's node; undefined: there is none to choose. */
  onOverride: ((row: SecretRow) => void) | undefined;
}

interface SecretTableProps {
  rows: readonly SecretRow[];
  shown: ShownValues;
  problems: ReadonlyMap<string, string>;
  reveal: ((row: SecretRow) => Promise<string>) | undefined;
  /** Undefined: this person may only look. */
  actions: SecretTableActions | undefined;
}

/** Every secret and what is about to become of it. */
export function SecretTable({ rows, shown, problems, reveal, actions }: SecretTableProps) {
  const columns: Column<SecretRow>[] = [
    {
      key: 'key',
      title: 'Name',
      render: (row) => <Name row={row} problem={problems.get(row.id)} />,
    },
    {
      key: 'value',
      title: 'Value',
      render: (row) => <SecretValue row={row} shown={shown} reveal={reveal} />,
    },
    { key: 'updated', title: 'Updated', render: (row) => <Updated row={row} /> },
  ];
  if (actions !== undefined) {
    columns.push({
      ...{ key: 'actions', title: '', isActions: true, align: 'right' },
      render: (row) => <Actions row={row} actions={actions} />,
    });
  }
  return <Table label="Secrets" columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

const changeBadges: Record<DraftEntry['change'], { tone: Tone; text: string }> = {
  added: { tone: 'good', text: 'New' },
  changed: { tone: 'info', text: 'Changed' },
  removed: { tone: 'bad', text: 'Removed' },
};

function Name({ row, problem }: { row: SecretRow; problem: string | undefined }) {
  const { entry, stored } = row;
  const note = entry?.note ?? stored?.note ?? '';
  const kind = entry?.kind ?? stored?.kind;
  const change = entry === undefined ? undefined : changeBadges[entry.change];
  return (
    <div className="secret-name">
      <div className="secret-key">
        <code className={entry?.change === 'removed' ? 'struck' : undefined}>{row.key}</code>
        {row.nodeName === null ? null : (
          <Badge
            tone="accent"
            icon={<Server size={11} />}
            title="Takes the place of the value for every node"
          >
            only on {row.nodeName}
          </Badge>
        )}
        {kind === 'plain' ? (
          <Badge title="Everybody in the project sees the value">plain</Badge>
        ) : null}
        {row.isUnused ? (
          <Badge title="No placeholder of the current config names it; the application gets it all the same">
            unused
          </Badge>
        ) : null}
        {change === undefined ? null : <Badge tone={change.tone}>{change.text}</Badge>}
      </div>
      {note === '' ? null : <div className="secret-note">{note}</div>}
      {row.overriddenOn.length === 0 ? null : (
        <div className="secret-note">Another value on {row.overriddenOn.join(', ')}</div>
      )}
      {problem === undefined ? null : <div className="field-error">{problem}</div>}
    </div>
  );
}

function Updated({ row: { stored, entry } }: { row: SecretRow }) {
  const now = useNow();
  const remindAt = entry?.remindAt === undefined ? (stored?.remindAt ?? null) : entry.remindAt;
  const reminder = reminderState(remindAt, now);
  if (stored === undefined) return <span className="faint">not saved yet</span>;
  return (
    <div className="secret-updated">
      <span>
        <Time at={stored.updatedAt} /> <span className="muted">by {stored.updatedBy}</span>
      </span>
      {remindAt === null ? null : (
        <Badge
          tone={reminder === 'due' ? 'bad' : reminder === 'soon' ? 'warn' : 'neutral'}
          icon={<BellRing size={11} />}
        >
          {reminder === 'due' ? 'renew it' : `renew by ${dayText(remindAt)}`}
        </Badge>
      )}
    </div>
  );
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

function dayText(iso: string): string {
  return day.format(new Date(iso));
}

function Actions({ row, actions }: { row: SecretRow; actions: SecretTableActions }) {
  const { onEdit, onRemove, onUndo, onHistory, onOverride } = actions;
  const isRemoved = row.entry?.change === 'removed';
  const canOverride = onOverride !== undefined && row.node === null && row.stored !== undefined;
  const items: MenuItem[] = [
    ...(canOverride && row.overriddenOn.length === 0
      ? [
          {
            label: 'Another value on its node…',
            icon: <Server size={14} />,
            onSelect: () => onOverride(row),
          },
        ]
      : []),
    { label: 'History', icon: <History size={14} />, onSelect: () => onHistory(row.key) },
    {
      ...{ label: 'Remove', icon: <Trash2 size={14} />, danger: true, separated: true },
      onSelect: () => onRemove(row),
    },
  ];
  return (
    <div className="secret-actions">
      {row.entry === undefined ? null : (
        <IconButton
          label={`Take the change of ${row.key} back`}
          icon={<Undo2 size={14} />}
          onClick={() => onUndo(row)}
        />
      )}
      {isRemoved ? null : (
        <IconButton
          label={`Edit ${row.key}`}
          icon={<Pencil size={14} />}
          onClick={() => onEdit(row)}
        />
      )}
      {row.stored === undefined || isRemoved ? null : (
        <Menu label={`More for ${row.key}`} trigger={<MoreHorizontal size={15} />} items={items} />
      )}
    </div>
  );
}
