import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Avatar } from '../components/avatar.tsx';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { FormError } from '../components/form-error.tsx';
import { TextField } from '../components/text-field.tsx';
import { useToast } from '../components/toast.tsx';
import { api } from '../data/api.ts';
import { type Me, meKey, useMe } from '../data/me.ts';

type User = NonNullable<Me['user']>;

/** Name and what goes with it. */
export function Profile({ user }: { user: User }) {
  const { role, projectRoles } = useMe();
  const [name, setName] = useState(user.name);
  const queries = useQueryClient();
  const toast = useToast();
  const save = useMutation({
    mutationFn: () => api.patch('/api/v1/account', { body: { name: name.trim() } }),
    onSuccess: (me) => {
      queries.setQueryData(meKey, me);
      toast('Name saved');
    },
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const projects = Object.entries(projectRoles).map(([slug, given]) => `${given} of ${slug}`);
  return (
    <Card title="Profile">
      <form className="form" onSubmit={submit}>
        <div className="row">
          <Avatar name={user.name} large />
          <div className="stack-s profile-text">
            <strong>{user.email}</strong>
            <span className="muted small">
              {role === null ? projects.join(', ') || 'no role' : `${role} everywhere`}
            </span>
          </div>
        </div>
        <TextField label="Name" required maxLength={100} value={name} onText={setName} />
        <FormError error={save.error} />
        <div className="form-actions">
          <Button
            type="submit"
            busy={save.isPending}
            disabled={name.trim() === user.name || name.trim() === ''}
          >
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}
