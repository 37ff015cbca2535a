import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Mail } from 'lucide-react';
import type { components } from '../../lib/api/openapi.ts';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Time } from '../components/time.tsx';
import { useToast } from '../components/toast.tsx';
import { api, toApiError } from '../data/api.ts';
import { RoleBadge } from './role-badge.tsx';

type Invitation = components['schemas']['Invitation'];

/** Links that nobody has used yet; nothing when there are none. */
export function Invitations() {
  const { data } = useQuery({
    queryKey: ['members', 'invitations'],
    queryFn: ({ signal }) => api.get('/api/v1/invitations', { signal }),
  });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Card title="Open invitations" flush>
      <ul className="list">
        {data.items.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </Card>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { id, email, role, projects, createdBy, expiresAt } = invitation;
  const queries = useQueryClient();
  const toast = useToast();
  const takeBack = useMutation({
    mutationFn: () =>
      api.delete('/api/v1/invitations/{invitation}', { params: { path: { invitation: id } } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['members'] });
      toast(`The link for ${email} works no more`);
    },
    onError: (error) => toast(toApiError(error).message, { tone: 'bad' }),
  });
  return (
    <li>
      <Mail size={17} aria-hidden="true" className="faint" />
      <div className="grow stack-s">
        <div className="row">
          <strong>{email}</strong>
          {role === null ? null : <RoleBadge role={role} />}
          {projects.map(({ project, role: given }) => (
            <RoleBadge key={project} role={given} project={project} />
          ))}
        </div>
        <p className="muted small">
          by {createdBy} · ends <Time at={expiresAt} />
        </p>
      </div>
      <Button small busy={takeBack.isPending} onClick={() => takeBack.mutate()}>
        Take back
      </Button>
    </li>
  );
}
