import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { JoinToken } from '../../lib/api/openapi.ts';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { FormError } from '../components/form-error.tsx';
import { Page } from '../components/page.tsx';
import { TextField } from '../components/text-field.tsx';
import { api } from '../data/api.ts';
import { useCan } from '../data/me.ts';
import { NotAllowed } from '../settings/not-allowed.tsx';
import { JoinSteps } from './join-steps.tsx';
import { nodeNameProblem } from './node-name.ts';

/** From a name to a machine that has joined, without leaving the page. */
export function NewNodePage() {
  const [token, setToken] = useState<{ token: JoinToken; madeAt: number }>();
  const mayConnect = useCan()('nodes.write');
  return (
    <Page
      title="Connect a node"
      crumbs={[{ label: 'Nodes', href: '/nodes' }]}
      description="A VPS with Debian 12 or newer and root access; 2 GB of memory are enough to begin."
      width="narrow"
    >
      {mayConnect ? null : <NotAllowed what="Connecting a node" />}
      {!mayConnect ? null : token === undefined ? (
        <NameForm onToken={(made) => setToken({ token: made, madeAt: Date.now() })} />
      ) : (
        <JoinSteps {...token} onAgain={() => setToken(undefined)} />
      )}
    </Page>
  );
}

function NameForm({ onToken }: { onToken: (token: JoinToken) => void }) {
  const [name, setName] = useState('');
  const [wasTried, setTried] = useState(false);
  const problem = nodeNameProblem(name);
  const make = useMutation({
    mutationFn: () => api.post('/api/v1/nodes/join-tokens', { body: { nodeName: name } }),
    onSuccess: onToken,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem === undefined) make.mutate();
  };
  return (
    <Card>
      <form className="form" onSubmit={submit}>
        <TextField
          label="Name of the node"
          value={name}
          onText={(text) => setName(text.toLowerCase())}
          placeholder="oslo"
          autoComplete="off"
          autoCapitalize="off"
          maxLength={40}
          hint="What people call the machine: a place, a purpose. It stays when the machine is replaced."
          error={wasTried || name !== '' ? problem : undefined}
        />
        <FormError error={make.error} />
        <div className="form-actions">
          <Button type="submit" variant="primary" busy={make.isPending}>
            Make the join command
          </Button>
        </div>
      </form>
    </Card>
  );
}
