import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { useState } from 'react';
import type { components } from '../../lib/api/openapi.ts';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { Time } from '../components/time.tsx';
import { useToast } from '../components/toast.tsx';
import { api, toApiError } from '../data/api.ts';
import { browserName, isPhone } from '../data/browser-name.ts';

type Session = components['schemas']['Session'];

const sessionsKey = ['account', 'sessions'];

/** Where somebody is signed in; each can be ended from here. */
export function Sessions() {
  const [isAsking, setAsking] = useState(false);
  const queries = useQueryClient();
  const sessions = useQuery({
    queryKey: sessionsKey,
    queryFn: ({ signal }) => api.get('/api/v1/account/sessions', { signal }),
  });
  const hasOthers = sessions.data?.items.some(({ current }) => !current) === true;
  const endOthers = async () => {
    await api.delete('/api/v1/account/sessions');
    await queries.invalidateQueries({ queryKey: sessionsKey });
  };
  return (
    <Card
      title="Sessions"
      description="Browsers in which you are signed in"
      flush
      actions={
        hasOthers ? (
          <Button small onClick={() => setAsking(true)}>
            Sign out all others
          </Button>
        ) : undefined
      }
    >
      <Loaded
        query={sessions}
        skeleton={
          <div className="card-body">
            <Skeleton />
          </div>
        }
      >
        {({ items }) => (
          <ul className="list">
            {items.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        )}
      </Loaded>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title="Sign out all other browsers?"
        action="Sign them out"
        onConfirm={endOthers}
      >
        This one stays signed in. API tokens go on working.
      </ConfirmDialog>
    </Card>
  );
}

function SessionRow({ session }: { session: Session }) {
  const { id, current, address, userAgent, createdAt, lastSeenAt } = session;
  const queries = useQueryClient();
  const toast = useToast();
  const end = useMutation({
    mutationFn: () =>
      api.delete('/api/v1/account/sessions/{session}', { params: { path: { session: id } } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionsKey }),
    onError: (error) => toast(toApiError(error).message, { tone: 'bad' }),
  });
  const Icon = isPhone(userAgent) ? Smartphone : Monitor;
  return (
    <li>
      <Icon size={18} aria-hidden="true" className="faint" />
      <div className="grow">
        <div className="row">
          <strong title={userAgent}>{browserName(userAgent)}</strong>
          {current ? <Badge tone="good">This browser</Badge> : null}
        </div>
        <p className="muted small">
          {address} · signed in <Time at={createdAt} /> · last seen <Time at={lastSeenAt} />
        </p>
      </div>
      {current ? null : (
        <Button small busy={end.isPending} onClick={() => end.mutate()}>
          Sign out
        </Button>
      )}
    </li>
  );
}
