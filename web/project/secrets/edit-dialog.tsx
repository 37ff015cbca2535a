import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FormError } from '../../components/form-error.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { SecretEdit, SecretKind } from './draft.ts';
import { valueProblem, valueWarning } from './key-rules.ts';
import type { SecretRow } from './rows.ts';
import { ValueField } from './value-field.tsx';

interface EditDialogProps {
  row: SecretRow;
  reveal: ((row: SecretRow) => Promise<string>) | undefined;
  onDone: (edit: SecretEdit) => void;
  onClose: () => void;
}

const kinds = [
  { value: 'sensitive', label: 'Sensitive: shown only on request, to admins' },
  { value: 'plain', label: 'Plain: everybody in the project sees it' },
] as const;

/** Everything about one secret; it becomes part of the draft. */
export function EditDialog({ row, reveal, onDone, onClose }: EditDialogProps) {
  const form = useEditForm(row);
  const isNew = row.stored === undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.problem !== undefined) return;
    onDone(form.edit);
    onClose();
  };
  const where = row.nodeName === null ? '' : ` on ${row.nodeName}`;
  return (
    <Dialog open onClose={onClose} title={`${row.key}${where}`}>
      <form className="form" onSubmit={submit} autoComplete="off">
        <ValueField
          label="Value"
          value={form.value ?? ''}
          onValue={form.setValue}
          isOpen={form.kind === 'plain'}
          placeholder={isNew ? undefined : 'Stays as it is'}
          error={form.problem}
          hint={<ValueHint form={form} row={row} reveal={reveal} isNew={isNew} />}
        />
        <SelectField
          label="Kind"
          value={form.kind}
          options={
            reveal === undefined && row.stored?.kind === 'sensitive' ? kinds.slice(0, 1) : kinds
          }
          onSelectValue={form.setKind}
        />
        <TextField
          label="Note"
          optional
          value={form.note}
          onText={form.setNote}
          maxLength={1000}
          placeholder="Where it comes from, who can renew it"
          spellCheck
        />
        <TextField
          label="Remind me to renew it"
          optional
          type="date"
          value={form.remindOn}
          onText={form.setRemindOn}
          hint="On that day the notification channels are told."
        />
        <FormError error={form.error} />
        <div className="row-apart">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            {isNew ? 'Add to the changes' : 'Change'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type EditForm = ReturnType<typeof useEditForm>;

function useEditForm(row: SecretRow) {
  const before = present(row);
  const [value, setValue] = useState(before.value);
  const [kind, setKind] = useState(before.kind);
  const [note, setNote] = useState(before.note);
  const [remindOn, setRemindOn] = useState(dayOf(before.remindAt));
  const [error, setError] = useState<unknown>();
  const edit: SecretEdit = {
    kind,
    note: note.trim(),
    remindAt: remindOn === dayOf(before.remindAt) ? before.remindAt : instantOf(remindOn),
    value: typedValue(row, value),
  };
  const problem = value === undefined ? undefined : valueProblem(value);
  return {
    ...{ value, setValue, kind, setKind, note, setNote, remindOn, setRemindOn },
    ...{ error, setError, edit, problem },
  };
}

/** What the draft says, or else what is stored. */
function present({ stored, entry }: SecretRow) {
  const plain = plainValue(stored);
  return {
    value: entry?.value ?? plain,
    kind: entry?.kind ?? stored?.kind ?? ('sensitive' as SecretKind),
    note: entry?.note ?? stored?.note ?? '',
    remindAt: entry?.remindAt === undefined ? (stored?.remindAt ?? null) : entry.remindAt,
  };
}

function plainValue(stored: SecretRow['stored']): string | undefined {
  return stored?.kind === 'plain' ? (stored.value ?? undefined) : undefined;
}

/** Undefined: not touched, or put back; it stays as it is. */
function typedValue({ stored }: SecretRow, value: string | undefined): string | undefined {
  if (stored === undefined) return value ?? '';
  return value === plainValue(stored) ? undefined : value;
}

function ValueHint({
  form,
  row,
  reveal,
  isNew,
}: {
  form: EditForm;
  row: SecretRow;
  reveal: ((row: SecretRow) => Promise<string>) | undefined;
  isNew: boolean;
}) {
  const { value, setValue, setError } = form;
  if (isNew) return value === undefined || value === '' ? null : valueWarning(value);
  if (value === undefined) {
    if (reveal === undefined) return 'Type a new value to replace it.';
    const load = () => reveal(row).then(setValue, setError);
    return (
      <>
        Type a new value to replace it, or{' '}
        <button type="button" className="link-button" onClick={() => void load()}>
          load the stored one
        </button>{' '}
        to edit it (written to the audit log).
      </>
    );
  }
  return (
    <>
      {valueWarning(value) ?? 'Replaces the stored value.'}{' '}
      <button type="button" className="link-button" onClick={() => setValue(undefined)}>
        Keep the stored value
      </button>
    </>
  );
}

/** The day in the reader's zone, as a date field has it. */
function dayOf(iso: string | null): string {
  if (iso === null) return '';
  const date = new Date(iso);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** Nine in the morning of that day: when somebody is there to read it. */
function instantOf(day: string): string | null {
  const date = new Date(`${day}T09:00:00`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
