import { Plus } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { TextField } from '../../components/text-field.tsx';
import { keyProblem, valueProblem, valueWarning } from './key-rules.ts';
import { looksLikeAssignments } from './paste.ts';
import { ValueField } from './value-field.tsx';

interface AddSecretProps {
  /** Names that are taken for every node. */
  taken: ReadonlySet<string>;
  /** Begins with this name: a missing one that was chosen. */
  proposed: string;
  onAdd: (key: string, value: string) => void;
  /** Somebody pasted lines of KEY=VALUE. */
  onLines: (text: string) => void;
}

/** Name, value, Enter; and again. */
export function AddSecret({ taken, proposed, onAdd, onLines }: AddSecretProps) {
  const [key, setKey] = useState(proposed);
  const [value, setValue] = useState('');
  const [wasTried, setTried] = useState(false);
  const keyInput = useRef<HTMLFormElement>(null);
  const problem = taken.has(key) ? `${key} exists already; edit it below` : keyProblem(key);
  const badValue = valueProblem(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem !== undefined || badValue !== undefined) return;
    onAdd(key, value);
    setKey('');
    setValue('');
    setTried(false);
    keyInput.current?.querySelector('input')?.focus();
  };
  const takesLines = (text: string) => {
    const isImport = looksLikeAssignments(text);
    if (isImport) onLines(text);
    return isImport;
  };
  return (
    <Card>
      <form className="secret-add" onSubmit={submit} ref={keyInput} autoComplete="off">
        <TextField
          label="Name"
          mono
          value={key}
          onText={(text) => setKey(text.trim())}
          placeholder="DATABASE_URL"
          autoComplete="off"
          autoCapitalize="characters"
          error={wasTried || (key !== '' && problem !== undefined) ? problem : undefined}
          onPaste={(event) => {
            if (takesLines(event.clipboardData.getData('text'))) event.preventDefault();
          }}
        />
        <ValueField
          label="Value"
          value={value}
          onValue={setValue}
          placeholder="Hidden while you type"
          // Somebody has just chosen the name, to give it a value.
          focused={proposed !== ''}
          error={badValue}
          hint={value === '' ? undefined : valueWarning(value)}
        />
        <Button type="submit" icon={<Plus size={15} />}>
          Add
        </Button>
      </form>
      <p className="field-hint secret-add-hint">
        Several at once? Paste the lines of a .env file into the name.
      </p>
    </Card>
  );
}
