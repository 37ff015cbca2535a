import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { FormError } from '../components/form-error.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Note } from '../components/note.tsx';
import { TextField } from '../components/text-field.tsx';
import { api, fieldError } from '../data/api.ts';
import { AuthPage } from './auth-page.tsx';
import { takeLinkToken } from './link-token.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { useSignedIn } from './use-signed-in.ts';

/** Where an invitation leads, and the link with which a password is set anew. */
export function InvitationPage() {
  const [token] = useState(takeLinkToken);
  const lookup = useQuery({
    // The token itself is no part of the key: keys are shown by tools for developers.
    queryKey: ['invitation'],
    queryFn: ({ signal }) => api.post('/api/v1/invitations/lookup', { body: { token }, signal }),
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isReset = lookup.data?.kind === 'reset';
  return (
    <AuthPage title={isReset ? 'Set a new password' : 'Join vpspilot'}>
      {token === '' ? (
        <Note tone="warn" title="The address lacks its one-time code">
          Open the whole link that you were sent, with everything after the # sign.
        </Note>
      ) : (
        <Loaded query={lookup}>{(found) => <AcceptForm token={token} found={found} />}</Loaded>
      )}
    </AuthPage>
  );
}

interface Found {
  kind: 'invitation' | 'reset';
  email: string;
  name: string;
  role: string | null;
  invitedBy: string;
}

function AcceptForm({ token, found }: { token: string; found: Found }) {
  const [name, setName] = useState(found.name);
  const [password, setPassword] = useState('');
  const signedIn = useSignedIn();
  const accept = useMutation({
    mutationFn: () => api.post('/api/v1/invitations/accept', { body: { token, name, password } }),
    onSuccess: ({ me }) => signedIn(me),
  });
  const isReset = found.kind === 'reset';
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <p className="muted">
        {isReset ? null : `${found.invitedBy} invited you. `}
        You will sign in as <strong>{found.email}</strong>
        {isReset || found.role === null ? '.' : `, with the role ${found.role}.`}
      </p>
      {/* For the browser's password manager. */}
      <input type="hidden" autoComplete="username" value={found.email} readOnly />
      <TextField
        label="Your name"
        autoComplete="name"
        required
        value={name}
        onText={setName}
        error={fieldError(accept.error, 'name')}
      />
      <NewPasswordField
        value={password}
        onText={setPassword}
        error={fieldError(accept.error, 'password')}
      />
      <FormError error={accept.error} />
      <Button type="submit" variant="primary" block busy={accept.isPending}>
        {isReset ? 'Set the password and sign in' : 'Join'}
      </Button>
    </form>
  );
}
