import type { components } from '../../../lib/api/openapi.ts';
import { EditDialog } from './edit-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { HistoryDialog } from './history-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import type { SecretRow } from './rows.ts';
import { SaveDialog } from './save-dialog.tsx';
import type { Editor } from './use-editor.ts';
import type { SecretList } from './use-secrets.ts';

/** Which dialog stands before the page. */
export type Opened =
  | { kind: 'edit'; row: SecretRow }
  | { kind: 'import'; text: string }
  | { kind: 'export' }
  | { kind: 'history'; only: string | undefined }
  | undefined;

interface EditorDialogsProps {
  project: components['schemas']['Project'];
  list: SecretList;
  editor: Editor;
  mayWrite: boolean;
  reveal: ((row: SecretRow) => Promise<string>) | undefined;
  opened: Opened;
  onClose: () => void;
}

/** The dialogs of the page, one at a time. */
export function EditorDialogs(props: EditorDialogsProps) {
  const { project, editor } = props;
  return (
    <>
      {editor.isAsking ? (
        <SaveDialog
          draft={editor.draft}
          nodeName={editor.nodeName}
          isLive={project.live !== null}
          isSaving={editor.isSaving}
          error={editor.saveError}
          onSave={(apply) => void editor.save(apply)}
          onClose={editor.closeSave}
        />
      ) : null}
      <OpenedDialog {...props} />
      <LeaveGuard isDirty={editor.draft.size > 0} />
    </>
  );
}

function OpenedDialog(props: EditorDialogsProps) {
  const { project, list, editor, mayWrite, reveal, opened, onClose } = props;
  const common = { project: project.slug, isLive: project.live !== null, onClose };
  if (opened?.kind === 'edit') {
    const { row } = opened;
    return <EditDialog {...{ row, reveal, onClose }} onDone={(edit) => editor.change(row, edit)} />;
  }
  if (opened?.kind === 'import') return <ImportDialog {...common} text={opened.text} />;
  if (opened?.kind === 'export') return <ExportDialog {...common} />;
  if (opened?.kind !== 'history') return null;
  return (
    <HistoryDialog
      {...common}
      only={opened.only}
      currentVersion={list.environmentVersion}
      mayReveal={reveal !== undefined}
      mayWrite={mayWrite}
      nodeName={editor.nodeName}
    />
  );
}
