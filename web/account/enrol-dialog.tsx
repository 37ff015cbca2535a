import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Code } from '../components/code.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FormError } from '../components/form-error.tsx';
import { TextField } from '../components/text-field.tsx';
import { useToast } from '../components/toast.tsx';
import { api } from '../data/api.ts';
import { meKey } from '../data/me.ts';
import { PasswordField } from '../sign-in/password-field.tsx';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

interface DialogProps {
  open: boolean;
  onClose: () => void;
}

interface Enrolment {
  secret: string;
  uri: string;
}

/** Turns the authenticator app on: password, QR code, a code as proof, recovery codes. */
export function EnrolDialog({ open, onClose }: DialogProps) {
  return open ? <Steps onClose={onClose} /> : null;
}

function Steps({ onClose }: { onClose: () => void }) {
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const [codes, setCodes] = useState<readonly string[]>();
  const queries = useQueryClient();
  const toast = useToast();
  const finish = () => {
    void queries.invalidateQueries({ queryKey: meKey });
    toast('Two-step sign-in is on');
    onClose();
  };
  if (codes !== undefined) {
    return (
      <Dialog open firm onClose={finish} title="Keep your recovery codes">
        <RecoveryCodes codes={codes} onDone={finish} />
      </Dialog>
    );
  }
  return (
    <Dialog open firm onClose={onClose} title="Turn on two-step sign-in">
      {enrolment === undefined ? (
        <AskPassword onEnrolment={setEnrolment} />
      ) : (
        <Scan enrolment={enrolment} onCodes={setCodes} />
      )}
    </Dialog>
  );
}

function AskPassword({ onEnrolment }: { onEnrolment: (enrolment: Enrolment) => void }) {
  const [password, setPassword] = useState('');
  const begin = useMutation({
    mutationFn: () => api.post('/api/v1/account/totp', { body: { password } }),
    onSuccess: onEnrolment,
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <p className="muted">First your password, so that nobody else can do this on your screen.</p>
      <PasswordField value={password} onText={setPassword} />
      <FormError error={begin.error} />
      <Button type="submit" variant="primary" busy={begin.isPending}>
        Go on
      </Button>
    </form>
  );
}

function Scan({
  enrolment: { secret, uri },
  onCodes,
}: {
  enrolment: Enrolment;
  onCodes: (codes: readonly string[]) => void;
}) {
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => api.post('/api/v1/account/totp/confirm', { body: { code } }),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
    onError: () => setCode(''),
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <p className="muted">Scan this with your authenticator app, or type the key into it.</p>
      <QrCode text={uri} label="QR code for your authenticator app; the key below says the same" />
      <Code label="Copy the key" wrap>
        {secret}
      </Code>
      <div className="code-input">
        <TextField
          label="Code from the app"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          required
          pattern="[0-9 ]{6,7}"
          value={code}
          onText={(text) => setCode(text.replace(/\D/g, '').slice(0, 6))}
        />
      </div>
      <FormError error={confirm.error} />
      <Button type="submit" variant="primary" busy={confirm.isPending}>
        Turn on
      </Button>
    </form>
  );
}
