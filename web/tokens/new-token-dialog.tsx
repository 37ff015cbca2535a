import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Code } from '../components/code.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FormError } from '../components/form-error.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import { api, fieldError } from '../data/api.ts';
import { useMe } from '../data/me.ts';
import { roles } from '../data/permissions.ts';
import { projectsQuery } from '../data/projects.ts';
import { ScopeFields } from './scope-fields.tsx';

const lifetimes = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: '', label: 'never' },
] as const;

type Lifetime = (typeof lifetimes)[number]['value'];
type Role = 'viewer' | 'deployer' | 'admin' | 'owner';

interface Wish {
  name: string;
  role: Role;
  project: string;
  days: Lifetime;
  scopes: readonly string[];
}

/** Makes a token; its text is shown once. */
export function NewTokenDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return open ? <Steps onClose={onClose} /> : null;
}

function Steps({ onClose }: { onClose: () => void }) {
  const { role, projectRoles } = useMe();
  // Whoever has roles in single projects only cannot give more away.
  const project = role === null ? (Object.keys(projectRoles)[0] ?? '') : '';
  const [wish, setWish] = useState<Wish>({
    ...{ name: '', role: 'viewer', project, days: '90', scopes: [] },
  });
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: () => api.post('/api/v1/tokens', { body: bodyOf(wish) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  if (make.data !== undefined) return <Made {...make.data} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title="New API token">
      <form className="form" onSubmit={submit}>
        <TextField
          label="Name"
          hint="Histories show it as who did something."
          placeholder="ci"
          required
          maxLength={60}
          value={wish.name}
          onText={(name) => setWish({ ...wish, name })}
          error={fieldError(make.error, 'name')}
        />
        <Limits wish={wish} onChange={setWish} />
        <FormError error={make.error} />
        <div className="row-apart">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={make.isPending}>
            Make the token
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function bodyOf({ name, role, project, days, scopes }: Wish) {
  return {
    ...{ name: name.trim(), role },
    ...(scopes.length === 0 ? {} : { scopes: [...scopes] }),
    ...(project === '' ? {} : { project }),
    ...(days === '' ? {} : { expiresInDays: Number(days) }),
  };
}

function Limits({ wish, onChange }: { wish: Wish; onChange: (wish: Wish) => void }) {
  const me = useMe();
  const { data } = useQuery(projectsQuery);
  const highest = me.role === null ? 'admin' : me.role;
  const allowed = roles.slice(0, roles.indexOf(highest) + 1);
  const projects = data?.items.map(({ slug }) => ({ value: slug, label: slug })) ?? [];
  const everywhere = me.role === null ? [] : [{ value: '', label: 'every project' }];
  return (
    <>
      <div className="grid-2">
        <SelectField
          label="Role"
          value={wish.role}
          onSelectValue={(role) => onChange({ ...wish, role, scopes: [] })}
          options={allowed.map((role) => ({ value: role, label: role }))}
        />
        <SelectField
          label="Expires after"
          value={wish.days}
          onSelectValue={(days) => onChange({ ...wish, days })}
          options={lifetimes}
        />
      </div>
      <SelectField
        label="Only for"
        value={wish.project}
        onSelectValue={(project) => onChange({ ...wish, project })}
        options={[...everywhere, ...projects]}
      />
      <ScopeFields
        role={wish.role}
        value={wish.scopes}
        onChange={(scopes) => onChange({ ...wish, scopes })}
      />
    </>
  );
}

interface MadeProps {
  token: string;
  record: { name: string };
  onClose: () => void;
}

function Made({ token, record, onClose }: MadeProps) {
  return (
    <Dialog open firm onClose={onClose} title={`Token ${record.name}`}>
      <div className="form">
        <p className="muted">Copy it now. It is shown only this once.</p>
        <Code label="Copy the token" wrap>
          {token}
        </Code>
        <p className="muted small">On the command line:</p>
        <Code>{`vpspilot login ${location.origin}`}</Code>
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
