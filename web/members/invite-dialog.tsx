import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Code } from '../components/code.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FormError } from '../components/form-error.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import { Time } from '../components/time.tsx';
import { api, fieldError } from '../data/api.ts';
import { RoleFields, type Roles } from './role-fields.tsx';

const lifetimes = [
  { value: '24', label: '1 day' },
  { value: '72', label: '3 days' },
  { value: '168', label: '7 days' },
] as const;

/** Invites somebody: roles first, then a link to send. */
export function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return open ? <Steps onClose={onClose} /> : null;
}

function Steps({ onClose }: { onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Roles>({ role: 'viewer', projects: [] });
  const [hours, setHours] = useState<'24' | '72' | '168'>('72');
  const queries = useQueryClient();
  const invite = useMutation({
    mutationFn: () =>
      api.post('/api/v1/invitations', { body: { email, ...roles, ttlHours: Number(hours) } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['members'] }),
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  if (invite.data !== undefined) return <Link {...invite.data} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title="Invite somebody">
      <form className="form" onSubmit={submit}>
        <TextField
          label="E-mail"
          type="email"
          autoComplete="off"
          required
          value={email}
          onText={setEmail}
          error={fieldError(invite.error, 'email')}
        />
        <RoleFields value={roles} onChange={setRoles} />
        <SelectField
          label="The link works for"
          value={hours}
          options={lifetimes}
          onSelectValue={setHours}
        />
        <FormError error={invite.error} />
        <div className="row-apart">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={invite.isPending}>
            Make the link
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface LinkProps {
  invitation: { email: string; expiresAt: string };
  link: string;
  onClose: () => void;
}

function Link({ invitation, link, onClose }: LinkProps) {
  return (
    <Dialog open firm onClose={onClose} title={`Send this link to ${invitation.email}`}>
      <div className="form">
        <p className="muted">
          Whoever opens it first becomes this member. It works once, ends{' '}
          <Time at={invitation.expiresAt} />, and is shown only now.
        </p>
        <Code label="Copy the link" wrap>
          {link}
        </Code>
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
