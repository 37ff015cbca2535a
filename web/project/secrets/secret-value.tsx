import { Check, Copy, Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../components/button.tsx';
import { useToast } from '../../components/toast.tsx';
import { toApiError } from '../../data/api.ts';
import type { SecretRow } from './rows.ts';
import type { ShownValues } from './use-shown-values.ts';

interface SecretValueProps {
  row: SecretRow;
  shown: ShownValues;
  /** Undefined: this person may not see values. */
  reveal: ((row: SecretRow) => Promise<string>) | undefined;
}

/** A masked value, shown or copied on request. */
export function SecretValue({ row, shown, reveal }: SecretValueProps) {
  const { stored, entry } = row;
  if (entry?.change === 'removed') return <code className="faint">removed when saved</code>;
  if (entry?.value !== undefined) return <NewValue value={entry.value} />;
  if (stored?.kind === 'plain' && stored.value !== null) {
    return (
      <div className="secret-value">
        <code>{stored.value === '' ? <span className="faint">empty</span> : stored.value}</code>
        <CopyValue name={row.key} read={async () => stored.value ?? ''} />
      </div>
    );
  }
  return <Sensitive row={row} shown={shown} reveal={reveal} />;
}

function NewValue({ value }: { value: string }) {
  const size = [...value].length;
  return (
    <span className="muted">
      {size === 0 ? 'empty text' : `new value, ${size} character${size === 1 ? '' : 's'}`}
    </span>
  );
}

function Sensitive({ row, shown, reveal }: SecretValueProps) {
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const value = shown.valueOf(row.id);
  const show = async (asked: (row: SecretRow) => Promise<string>) => {
    setAsking(true);
    try {
      shown.show(row.id, await asked(row));
    } catch (error) {
      const { message, hint } = toApiError(error);
      toast(message, { tone: 'bad', detail: hint });
    } finally {
      setAsking(false);
    }
  };
  return (
    <div className="secret-value">
      {value === undefined ? (
        <span className="secret-mask">
          <span aria-hidden="true">••••••••••</span>
          <span className="visually-hidden">hidden</span>
        </span>
      ) : (
        <code>{value === '' ? <span className="faint">empty</span> : value}</code>
      )}
      {reveal === undefined ? null : (
        <>
          <IconButton
            label={value === undefined ? `Show ${row.key}` : `Hide ${row.key}`}
            icon={value === undefined ? <Eye size={14} /> : <EyeOff size={14} />}
            busy={isAsking}
            onClick={() => (value === undefined ? void show(reveal) : shown.hide(row.id))}
          />
          <CopyValue name={row.key} read={async () => value ?? (await reveal(row))} />
        </>
      )}
    </div>
  );
}

const copiedShownMs = 1_600;

/** Copies without showing. */
function CopyValue({ name, read }: { name: string; read: () => Promise<string> }) {
  const toast = useToast();
  const [state, setState] = useState<'idle' | 'busy' | 'done'>('idle');
  const copy = async () => {
    setState('busy');
    try {
      await navigator.clipboard.writeText(await read());
      setState('done');
      setTimeout(() => setState('idle'), copiedShownMs);
    } catch (error) {
      setState('idle');
      const isBrowser = error instanceof DOMException;
      const { message, hint } = toApiError(error);
      toast(isBrowser ? 'The browser did not allow copying' : message, {
        tone: 'bad',
        detail: isBrowser ? 'Show the value and copy it yourself' : hint,
      });
    }
  };
  return (
    <>
      <IconButton
        label={`Copy ${name}`}
        icon={state === 'done' ? <Check size={14} /> : <Copy size={14} />}
        busy={state === 'busy'}
        onClick={() => void copy()}
      />
      <span className="visually-hidden" role="status">
        {state === 'done' ? 'Copied' : ''}
      </span>
    </>
  );
}
