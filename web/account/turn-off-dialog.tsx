import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FormError } from '../components/form-error.tsx';
import { TextField } from '../components/text-field.tsx';
import { useToast } from '../components/toast.tsx';
import { api } from '../data/api.ts';
import { meKey } from '../data/me.ts';
import { PasswordField } from '../sign-in/password-field.tsx';

/** Signs in with the password alone again; asks for both factors first. */
export function TurnOffDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return open ? <Form onClose={onClose} /> : null;
}

function Form({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const queries = useQueryClient();
  const toast = useToast();
  const turnOff = useMutation({
    mutationFn: () => api.post('/api/v1/account/totp/disable', { body: { password, code } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: meKey });
      toast('Two-step sign-in is off');
      onClose();
    },
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    turnOff.mutate();
  };
  return (
    <Dialog open onClose={onClose} title="Turn off two-step sign-in?">
      <form className="form" onSubmit={submit}>
        <p className="muted">Your password alone will be enough then.</p>
        <PasswordField value={password} onText={setPassword} />
        <TextField
          label="Code from the app"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          value={code}
          onText={(text) => setCode(text.replace(/\D/g, '').slice(0, 6))}
        />
        <FormError error={turnOff.error} />
        <div className="row-apart">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="danger-solid" busy={turnOff.isPending}>
            Turn off
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
