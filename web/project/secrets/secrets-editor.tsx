import { Download, FileDown, History, KeyRound, MoreHorizontal, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { components } from '../../../lib/api/openapi.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Menu } from '../../components/menu.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useCan } from '../../data/me.ts';
import { useNow } from '../../data/use-now.ts';
import { AddSecret } from './add-secret.tsx';
import { emptyDraft } from './draft.ts';
import { EditorDialogs, type Opened } from './editor-dialogs.tsx';
import { MissingNote, PendingNote } from './notes.tsx';
import { filterRows, type RowFilter, type SecretRow, stillMissing } from './rows.ts';
import { ConflictNote, SaveBar } from './save-bar.tsx';
import { SecretTable, type SecretTableActions } from './secret-table.tsx';
import { type Editor, useEditor } from './use-editor.ts';
import { revealSecret, type SecretList, useSecretsOfRelease } from './use-secrets.ts';
import { useShownValues } from './use-shown-values.ts';

type Project = components['schemas']['Project'];

/** The table of secrets with everything that can be done to it. */
export function SecretsEditor({ project, list }: { project: Project; list: SecretList }) {
  const { slug } = project;
  const can = useCan();
  const mayWrite = can('secrets.write', slug);
  const reveal = can('secrets.reveal', slug)
    ? ({ key, node }: SecretRow) => revealSecret(slug, { key, node })
    : undefined;
  useSecretsOfRelease(slug, project.live?.id);
  const editor = useEditor(project, list);
  const [opened, setOpened] = useState<Opened>();
  const [proposed, setProposed] = useState({ key: '', times: 0 });
  return (
    <>
      <PendingNote project={slug} list={list} mayDeploy={can('deployments.write', slug)} />
      <MissingNote
        missing={stillMissing(list.missing, editor.draft)}
        onAdd={mayWrite ? (key) => setProposed({ key, times: proposed.times + 1 }) : undefined}
      />
      {mayWrite ? (
        <AddSecret
          key={proposed.times}
          proposed={proposed.key}
          taken={editor.taken}
          onAdd={editor.add}
          onLines={(text) => setOpened({ kind: 'import', text })}
        />
      ) : null}
      <ConflictNote
        conflicts={editor.conflicts}
        onKeepMine={editor.keepMine}
        onTakeTheirs={editor.takeTheirs}
      />
      <SecretsCard {...{ list, editor, mayWrite, reveal, setOpened }} />
      <SaveBar
        draft={editor.draft}
        problemCount={editor.problems.size}
        hasConflicts={editor.conflicts.length > 0}
        onDiscard={() => editor.replace(emptyDraft)}
        onSave={editor.askToSave}
      />
      <EditorDialogs
        {...{ project, list, editor, mayWrite, reveal, opened }}
        onClose={() => setOpened(undefined)}
      />
    </>
  );
}

interface SecretsCardProps {
  list: SecretList;
  editor: Editor;
  mayWrite: boolean;
  reveal: ((row: SecretRow) => Promise<string>) | undefined;
  setOpened: (opened: Opened) => void;
}

function SecretsCard({ list, editor, mayWrite, reveal, setOpened }: SecretsCardProps) {
  const shown = useShownValues();
  const [filter, setFilter] = useState<RowFilter>({ text: '', only: 'all' });
  const now = useNow(60_000);
  const rows = useMemo(() => filterRows(editor.rows, filter, now), [editor.rows, filter, now]);
  const actions: SecretTableActions = {
    onEdit: (row) => setOpened({ kind: 'edit', row }),
    onRemove: editor.remove,
    onUndo: editor.undo,
    onHistory: (only) => setOpened({ kind: 'history', only }),
    onOverride: (row) => setOpened({ kind: 'edit', row: editor.overrideOf(row) }),
  };
  return (
    <Card flush>
      <Toolbar
        {...{ filter, setFilter, mayWrite, setOpened }}
        mayReveal={reveal !== undefined}
        hasUnused={list.unused.length > 0}
        hasReminders={list.items.some(({ remindAt }) => remindAt !== null)}
      />
      {rows.length === 0 ? (
        <Nothing hasAny={editor.rows.length > 0} mayWrite={mayWrite} />
      ) : (
        <SecretTable
          {...{ rows, shown, reveal }}
          problems={editor.problems}
          actions={mayWrite ? actions : undefined}
        />
      )}
    </Card>
  );
}

function Nothing({ hasAny, mayWrite }: { hasAny: boolean; mayWrite: boolean }) {
  if (hasAny) {
    return (
      <EmptyState icon={Search} title="None of them matches">
        Names, notes and nodes are searched, never values.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={KeyRound} title="No secrets yet">
      {mayWrite
        ? 'Add the first one above, or paste the lines of a .env file into the name. Values are encrypted, and reach the application as environment variables.'
        : 'Values that the application needs and the repository must not have will stand here.'}
    </EmptyState>
  );
}

interface ToolbarProps {
  filter: RowFilter;
  setFilter: (filter: RowFilter) => void;
  mayWrite: boolean;
  mayReveal: boolean;
  hasUnused: boolean;
  hasReminders: boolean;
  setOpened: (opened: Opened) => void;
}

function Toolbar(props: ToolbarProps) {
  const { filter, setFilter, mayWrite, mayReveal, setOpened } = props;
  const choices: { only: RowFilter['only']; label: string }[] = [
    { only: 'all', label: 'All' },
    ...(props.hasUnused ? [{ only: 'unused' as const, label: 'Unused' }] : []),
    ...(props.hasReminders ? [{ only: 'due' as const, label: 'To renew' }] : []),
  ];
  return (
    <div className="toolbar">
      <TextField
        label="Search secrets"
        hideLabel
        wide
        type="search"
        value={filter.text}
        onText={(text) => setFilter({ ...filter, text })}
        placeholder="Search names and notes"
        before={<Search size={14} aria-hidden="true" />}
      />
      {choices.length === 1 ? null : (
        <fieldset className="segmented">
          <legend className="visually-hidden">Which secrets</legend>
          {choices.map(({ only, label }) => (
            <button
              key={only}
              type="button"
              aria-pressed={filter.only === only}
              onClick={() => setFilter({ ...filter, only })}
            >
              {label}
            </button>
          ))}
        </fieldset>
      )}
      <div className="row">
        {mayWrite ? (
          <Button
            icon={<FileDown size={14} />}
            onClick={() => setOpened({ kind: 'import', text: '' })}
          >
            Import .env
          </Button>
        ) : null}
        <Button
          icon={<History size={14} />}
          onClick={() => setOpened({ kind: 'history', only: undefined })}
        >
          History
        </Button>
        {mayReveal ? (
          <Menu
            label="More for all secrets"
            trigger={<MoreHorizontal size={15} />}
            triggerClass="button button-secondary button-icon"
            items={[
              {
                label: 'Export .env…',
                icon: <Download size={14} />,
                onSelect: () => setOpened({ kind: 'export' }),
              },
            ]}
          />
        ) : null}
      </div>
    </div>
  );
}
