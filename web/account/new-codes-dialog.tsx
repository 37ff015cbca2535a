import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FormError } from '../components/form-error.tsx';
import { api } from '../data/api.ts';
import { meKey } from '../data/me.ts';
import { PasswordField } from '../sign-in/password-field.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** Makes new recovery codes; the old ones end. */
export function NewCodesDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return open ? <Steps onClose={onClose} /> : null;
}

function Steps({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('');
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: () => api.post('/api/v1/account/recovery-codes', { body: { password } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: meKey }),
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Dialog open firm onClose={onClose} title="New recovery codes">
      {make.data === undefined ? (
        <form className="form" onSubmit={submit}>
          <p className="muted">The codes that you have now will count no more.</p>
          <PasswordField value={password} onText={setPassword} />
          <FormError error={make.error} />
          <Button type="submit" variant="primary" busy={make.isPending}>
            Make new codes
          </Button>
        </form>
      ) : (
        <RecoveryCodes codes={make.data.recoveryCodes} onDone={onClose} />
      )}
    </Dialog>
  );
}
