import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, LinkButton } from '../components/button.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { FormError } from '../components/form-error.tsx';
import { Note } from '../components/note.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { TextField } from '../components/text-field.tsx';
import { api, fieldError } from '../data/api.ts';
import { AuthPage } from './auth-page.tsx';
import { takeLinkToken } from './link-token.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { useSignedIn } from './use-signed-in.ts';

/** The first start: whoever has the link that central printed becomes the owner. */
export function SetupPage() {
  const [token] = useState(takeLinkToken);
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => api.get('/api/v1/setup', { signal }),
  });
  return (
    <AuthPage
      title="Welcome to vpspilot"
      description="Make the account that owns this server. You can invite others afterwards."
    >
      {setup.data === undefined && setup.error === null ? <Skeleton /> : null}
      {setup.error === null ? null : (
        <ErrorState error={setup.error} retry={() => void setup.refetch()} />
      )}
      {setup.data === undefined ? null : <Step needed={setup.data.needed} token={token} />}
    </AuthPage>
  );
}

function Step({ needed, token }: { needed: boolean; token: string }) {
  if (!needed) {
    return (
      <div className="form">
        <Note tone="info" title="This server has an owner already">
          Sign in, or ask the owner to invite you.
        </Note>
        <LinkButton href="/sign-in" variant="primary" block>
          Sign in
        </LinkButton>
      </div>
    );
  }
  if (token === '') {
    return (
      <Note tone="warn" title="The address lacks its one-time code">
        Open the whole link that vpspilot printed when it started the first time, with everything
        after the # sign. It also stands in the file setup-link in the data directory of central.
      </Note>
    );
  }
  return <OwnerForm token={token} />;
}

function OwnerForm({ token }: { token: string }) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signedIn = useSignedIn();
  const create = useMutation({
    mutationFn: () => api.post('/api/v1/setup', { body: { token, name, email, password } }),
    onSuccess: ({ me }) => signedIn(me),
  });
  const { error } = create;
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        label="Your name"
        autoComplete="name"
        required
        value={name}
        onText={setName}
        error={fieldError(error, 'name')}
      />
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        value={email}
        onText={setEmail}
        error={fieldError(error, 'email')}
      />
      <NewPasswordField
        value={password}
        onText={setPassword}
        error={fieldError(error, 'password')}
      />
      <FormError error={error} />
      <Button type="submit" variant="primary" block busy={create.isPending}>
        Create the owner account
      </Button>
    </form>
  );
}
