import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { FormError } from '../components/form-error.tsx';
import { Note } from '../components/note.tsx';
import { TextField } from '../components/text-field.tsx';
import { api } from '../data/api.ts';
import { AuthPage } from './auth-page.tsx';
import { CodeForm } from './code-form.tsx';
import { PasswordField } from './password-field.tsx';
import { useSignedIn } from './use-signed-in.ts';

/** Password first, then a code where the account has an authenticator app. */
export function SignInPage() {
  const [challenge, setChallenge] = useState<string>();
  if (challenge !== undefined) {
    return <CodeForm challenge={challenge} onStartAgain={() => setChallenge(undefined)} />;
  }
  return (
    <AuthPage title="Sign in" foot="No account? Somebody who has one can invite you.">
      <SetupNote />
      <PasswordForm onChallenge={setChallenge} />
    </AuthPage>
  );
}

function PasswordForm({ onChallenge }: { onChallenge: (challenge: string) => void }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signedIn = useSignedIn();
  const signIn = useMutation({
    mutationFn: () => api.post('/api/v1/session', { body: { email, password } }),
    onSuccess: (answer) =>
      answer.state === 'signed_in' ? signedIn(answer.me) : onChallenge(answer.challenge),
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        value={email}
        onText={setEmail}
      />
      <PasswordField value={password} onText={setPassword} />
      <FormError error={signIn.error} />
      <Button type="submit" variant="primary" block busy={signIn.isPending}>
        Sign in
      </Button>
    </form>
  );
}

/** Before there is an owner nobody can sign in; the link to begin with is in central's own words. */
function SetupNote() {
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => api.get('/api/v1/setup', { signal }),
  });
  if (setup.data?.needed !== true) return null;
  return (
    <div className="auth-note">
      <Note tone="info" title="This server has no owner yet">
        Open the one-time link that vpspilot printed when it was installed. It begins with this
        address and ends in /setup#…
      </Note>
    </div>
  );
}
