import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FormError } from './form-error.tsx';
import { TextField } from './text-field.tsx';

interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  /** A question that names the thing: 'Delete shop?' */
  title: string;
  /** What will happen, and what cannot be undone. */
  children: ReactNode;
  /** What the button does: 'Delete project'. */
  action: string;
  /** Must be typed first: for what cannot be undone. */
  name?: string;
  /** Default true: a red button. */
  danger?: boolean;
  /** Done when it resolves, and the dialog closes; what it throws is shown in it. */
  onConfirm: () => Promise<unknown>;
}

/** Asks before something is done that hurts. */
export function ConfirmDialog(props: ConfirmProps) {
  return props.open ? <OpenConfirm {...props} /> : null;
}

function OpenConfirm(props: ConfirmProps) {
  const { onClose, title, children, action, name, danger = true, onConfirm } = props;
  const [typed, setTyped] = useState('');
  const confirm = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <Dialog open onClose={onClose} title={title} firm={confirm.isPending}>
      <form className="form" onSubmit={submit}>
        <div className="muted">{children}</div>
        {name === undefined ? null : (
          <TextField
            label={`Type ${name} to go on`}
            value={typed}
            onText={setTyped}
            autoComplete="off"
            autoCapitalize="off"
            mono
          />
        )}
        <FormError error={confirm.error} />
        <div className="row-apart">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant={danger ? 'danger-solid' : 'primary'}
            busy={confirm.isPending}
            disabled={name !== undefined && typed.trim() !== name}
          >
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
