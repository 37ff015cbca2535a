import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { FormError } from '../components/form-error.tsx';
import { useToast } from '../components/toast.tsx';
import { api, fieldError } from '../data/api.ts';
import { NewPasswordField } from '../sign-in/new-password-field.tsx';
import { PasswordField } from '../sign-in/password-field.tsx';

/** A new password; whoever else is signed in with the old one is signed out. */
export function Password({ email }: { email: string }) {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const toast = useToast();
  const change = useMutation({
    mutationFn: () => api.post('/api/v1/account/password', { body: { current, password } }),
    onSuccess: () => {
      setCurrent('');
      setPassword('');
      toast('Password changed', { detail: 'All other sessions have ended.' });
    },
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Card title="Password" description="Changing it signs out every other browser">
      <form className="form" onSubmit={submit}>
        {/* For the browser's password manager. */}
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <PasswordField
          label="Present password"
          value={current}
          onText={setCurrent}
          error={fieldError(change.error, 'current')}
        />
        <NewPasswordField
          value={password}
          onText={setPassword}
          error={fieldError(change.error, 'password')}
        />
        <FormError error={change.error} />
        <div className="form-actions">
          <Button
            type="submit"
            busy={change.isPending}
            disabled={current === '' || password === ''}
          >
            Change password
          </Button>
        </div>
      </form>
    </Card>
  );
}
