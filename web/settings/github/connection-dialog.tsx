import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FormError } from '../../components/form-error.tsx';
import { TextAreaField, TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { api, fieldError } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { AppSteps, TokenSteps } from './connection-steps.tsx';

const usualApi = 'https://api.github.com';

/** A GitHub App or a token, with what it must be allowed to do. */
export function ConnectionDialog({ onClose }: { onClose: () => void }) {
  const form = useConnectionForm();
  const add = useAdd(form, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Dialog open wide firm onClose={onClose} title="Connect GitHub">
      <form className="form" onSubmit={submit} autoComplete="off">
        <KindChoice kind={form.kind} onKind={form.setKind} />
        {form.kind === 'token' ? <TokenSteps /> : <AppSteps />}
        <TextField
          label="Name"
          value={form.name}
          onText={form.setName}
          placeholder="acme"
          autoComplete="off"
          hint="What it is called here; projects choose it by this."
          error={fieldError(add.error, 'name')}
        />
        {form.kind === 'token' ? (
          <TextField
            label="Token"
            type="password"
            mono
            value={form.token}
            onText={form.setToken}
            placeholder="github_pat_…"
            autoComplete="off"
            error={fieldError(add.error, 'token')}
          />
        ) : (
          <AppFields form={form} error={add.error} />
        )}
        <details>
          <summary className="small muted">GitHub Enterprise</summary>
          <TextField
            label="Address of the API"
            value={form.apiUrl}
            onText={form.setApiUrl}
            placeholder="https://github.example.org/api/v3"
            mono
            error={fieldError(add.error, 'apiUrl')}
          />
        </details>
        <FormError error={add.error} />
        <div className="row-apart">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={!form.isWhole} busy={add.isPending}>
            Connect
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type ConnectionForm = ReturnType<typeof useConnectionForm>;

function useConnectionForm() {
  const [kind, setKind] = useState<'app' | 'token'>('token');
  const [name, setName] = useState('');
  const [token, setToken] = useState('');
  const [appId, setAppId] = useState('');
  const [privateKey, setPrivateKey] = useState('');
  const [webhookSecret, setWebhookSecret] = useState('');
  const [apiUrl, setApiUrl] = useState(usualApi);
  const hasCredential =
    kind === 'token' ? token.trim() !== '' : appId.trim() !== '' && privateKey.trim() !== '';
  return {
    ...{
      kind,
      setKind,
      name,
      setName,
      token,
      setToken,
      appId,
      setAppId,
      privateKey,
      setPrivateKey,
    },
    ...{ webhookSecret, setWebhookSecret, apiUrl, setApiUrl },
    isWhole: name.trim() !== '' && hasCredential,
  };
}

function useAdd(form: ConnectionForm, onClose: () => void) {
  const toast = useToast();
  const { kind } = form;
  const [name, apiUrl] = [form.name.trim(), form.apiUrl.trim() || usualApi];
  const webhookSecret = form.webhookSecret.trim();
  const app = {
    appId: form.appId.trim(),
    privateKey: form.privateKey.trim(),
    ...(webhookSecret === '' ? {} : { webhookSecret }),
  };
  return useMutation({
    mutationFn: () =>
      api.post('/api/v1/github/connections', {
        body: { name, kind, apiUrl, ...(kind === 'token' ? { token: form.token.trim() } : app) },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['github'] });
      toast(`${name} is connected`, { detail: 'Test it to see what GitHub says' });
      onClose();
    },
  });
}

function AppFields({ form, error }: { form: ConnectionForm; error: unknown }) {
  return (
    <>
      <TextField
        label="App ID"
        mono
        value={form.appId}
        onText={form.setAppId}
        inputMode="numeric"
        autoComplete="off"
        error={fieldError(error, 'appId')}
      />
      <TextAreaField
        label="Private key"
        mono
        rows={4}
        value={form.privateKey}
        onText={form.setPrivateKey}
        placeholder="-----BEGIN RSA PRIVATE KEY-----"
        autoComplete="off"
        error={fieldError(error, 'privateKey')}
        hint="The content of the .pem file. It is encrypted, and never shown again."
      />
      <TextField
        label="Webhook secret"
        optional
        type="password"
        mono
        value={form.webhookSecret}
        onText={form.setWebhookSecret}
        autoComplete="off"
        hint="With it, pushes to all repositories of the App arrive without a webhook in each."
        error={fieldError(error, 'webhookSecret')}
      />
    </>
  );
}

function KindChoice({
  kind,
  onKind,
}: {
  kind: 'app' | 'token';
  onKind: (kind: 'app' | 'token') => void;
}) {
  const choices = [
    { value: 'token', label: 'A token: quick, for one person' },
    { value: 'app', label: 'A GitHub App: for an organisation' },
  ] as const;
  return (
    <fieldset className="bare">
      <legend className="field-label">How</legend>
      <div className="choice-grid choice-grid-wide">
        {choices.map(({ value, label }) => (
          <label key={value} className="choice">
            <input
              type="radio"
              name="kind"
              checked={kind === value}
              onChange={() => onKind(value)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
