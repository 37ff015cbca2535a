import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { FormError } from '../components/form-error.tsx';
import { TextField } from '../components/text-field.tsx';
import { api } from '../data/api.ts';
import { AuthPage } from './auth-page.tsx';
import { useSignedIn } from './use-signed-in.ts';

const codeLength = 6;

/** The second half of signing in: a code of the authenticator app, or a recovery code for who has lost it. */
export function CodeForm({
  challenge,
  onStartAgain,
}: {
  challenge: string;
  onStartAgain: () => void;
}) {
  const [kind, setKind] = useState<'code' | 'recoveryCode'>('code');
  const isCode = kind === 'code';
  return (
    <AuthPage
      title="Two-step sign-in"
      description={
        isCode
          ? 'Enter the six digits that your authenticator app shows.'
          : 'Enter one of the recovery codes that you kept. Each works once.'
      }
      foot={
        <button type="button" className="text-button" onClick={onStartAgain}>
          Start again
        </button>
      }
    >
      <Code key={kind} kind={kind} challenge={challenge} />
      <p className="auth-other">
        <button
          type="button"
          className="text-button"
          onClick={() => setKind(isCode ? 'recoveryCode' : 'code')}
        >
          {isCode ? 'Use a recovery code' : 'Use the authenticator app'}
        </button>
      </p>
    </AuthPage>
  );
}

function Code({ kind, challenge }: { kind: 'code' | 'recoveryCode'; challenge: string }) {
  const [text, setText] = useState('');
  const signedIn = useSignedIn();
  const send = useMutation({
    mutationFn: (value: string) =>
      api.post('/api/v1/session/code', { body: { challenge, [kind]: value } }),
    onSuccess: ({ me }) => signedIn(me),
    onError: () => setText(''),
  });
  const change = (typed: string) => {
    const digits = typed.replace(/\D/g, '').slice(0, codeLength);
    setText(kind === 'code' ? digits : typed);
    // The last digit is the whole answer: nobody has to press anything more.
    if (kind === 'code' && digits.length === codeLength) send.mutate(digits);
  };
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (!send.isPending) send.mutate(text.trim());
  };
  return (
    <form className="form" onSubmit={submit}>
      <div className={kind === 'code' ? 'code-input' : undefined}>
        <TextField
          label={kind === 'code' ? 'Code' : 'Recovery code'}
          inputMode={kind === 'code' ? 'numeric' : 'text'}
          autoComplete="one-time-code"
          autoCapitalize="off"
          autoFocus
          required
          mono
          value={text}
          onText={change}
        />
      </div>
      <FormError error={send.error} />
      <Button type="submit" variant="primary" block busy={send.isPending}>
        Go on
      </Button>
    </form>
  );
}
