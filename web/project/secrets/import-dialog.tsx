import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { FormError } from '../../components/form-error.tsx';
import { TextAreaField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { api } from '../../data/api.ts';
import { ImportPreview, type Preview } from './import-preview.tsx';
import { importFileMaxBytes } from './paste.ts';
import { useSecretsChanged } from './use-secrets.ts';

interface ImportDialogProps {
  project: string;
  /** What was pasted elsewhere. */
  text: string;
  isLive: boolean;
  onClose: () => void;
}

/** A .env file, pasted or chosen: what it would change is shown before it does. */
export function ImportDialog({ project, text: given, isLive, onClose }: ImportDialogProps) {
  const [text, setText] = useState(given);
  const [remove, setRemove] = useState(false);
  const [apply, setApply] = useState(isLive);
  const preview = usePreview(project, text);
  const save = useImport(project, onClose);
  const isEmpty = text.trim() === '';
  const canSave = !isEmpty && preview.data !== undefined && isGood(preview.data, remove);
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Import a .env file"
      firm={save.isPending || !isEmpty}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!canSave}
            busy={save.isPending}
            onClick={() => save.mutate({ text, remove, apply })}
          >
            {apply ? 'Import and deploy' : 'Import'}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ImportText text={text} onText={setText} />
        {isEmpty || preview.data === undefined ? null : (
          <ImportPreview preview={preview.data} remove={remove} />
        )}
        {preview.error === null || isEmpty ? null : <ErrorState error={preview.error} />}
        {(preview.data?.removed.length ?? 0) === 0 || isEmpty ? null : (
          <Checkbox
            label="Remove what the file does not have"
            description="Otherwise secrets that are not in it stay as they are."
            checked={remove}
            onChecked={setRemove}
          />
        )}
        {isLive ? (
          <Checkbox
            label="Deploy at once"
            description="The live release starts again with the new values."
            checked={apply}
            onChecked={setApply}
          />
        ) : null}
        <FormError error={save.error} />
      </div>
    </Dialog>
  );
}

function isGood(preview: Preview, remove: boolean): boolean {
  const changes = preview.added.length + preview.changed.length;
  const removed = remove ? preview.removed.length : 0;
  return preview.problems.length === 0 && changes + removed > 0;
}

const typingPauseMs = 250;

/** Asks central what the text would change, a moment after the last key. */
function usePreview(project: string, text: string) {
  const [settled, setSettled] = useState(() => ({ text, version: Date.now() }));
  useEffect(() => {
    const settle = () =>
      setSettled((last) => (last.text === text ? last : { text, version: last.version + 1 }));
    const timer = setTimeout(settle, typingPauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return useQuery({
    // The text itself is no part of the key: keys outlive what they name.
    queryKey: ['secrets-preview', project, settled.version],
    gcTime: 0,
    placeholderData: keepPreviousData,
    enabled: settled.text.trim() !== '',
    queryFn: ({ signal }) =>
      api.post('/api/v1/projects/{project}/secrets/preview', {
        params: { path: { project } },
        body: { text: settled.text },
        signal,
      }),
  });
}

function useImport(project: string, onClose: () => void) {
  const changed = useSecretsChanged(project);
  const toast = useToast();
  return useMutation({
    mutationFn: (body: { text: string; remove: boolean; apply: boolean }) =>
      api.post('/api/v1/projects/{project}/secrets/import', {
        params: { path: { project } },
        body,
      }),
    onSuccess: async ({ deployment }) => {
      await changed();
      toast('Imported', {
        detail:
          deployment === null
            ? undefined
            : `Release ${deployment.number} starts with the new values`,
      });
      onClose();
    },
  });
}

/** The text itself; a file can be dropped on it. */
function ImportText({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    const isTooLarge = file.size > importFileMaxBytes;
    setProblem(isTooLarge ? `${file.name} is too large for a .env file` : undefined);
    if (!isTooLarge) onText(await file.text());
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button below
    <div
      className={isOver ? 'drop-area drop-area-over' : 'drop-area'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <TextAreaField
        label="Lines of KEY=VALUE"
        mono
        rows={7}
        value={text}
        onText={onText}
        autoComplete="off"
        placeholder={'DATABASE_URL=postgres://…\nSTRIPE_KEY="sk_live_…"'}
        error={problem}
        hint="Paste them, or drop a file here."
      />
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label="Choose a .env file"
        onChange={(event) => void read(event.currentTarget.files?.[0])}
      />
      <Button small icon={<FileUp size={13} />} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
    </div>
  );
}
