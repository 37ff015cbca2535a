import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { api } from '../data/api.ts';
import { useCan } from '../data/me.ts';
import { Invitations } from './invitations.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberTable } from './member-table.tsx';

/** Who may sign in, and what each may do. */
export function MembersPage() {
  const can = useCan();
  const [isInviting, setInviting] = useState(false);
  const members = useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => api.get('/api/v1/members', { signal }),
  });
  const mayChange = can('members.write');
  return (
    <Page
      title="Members"
      description="People who may sign in. A role counts for everything, or for single projects."
      actions={
        mayChange ? (
          <Button variant="primary" icon={<UserPlus size={15} />} onClick={() => setInviting(true)}>
            Invite
          </Button>
        ) : undefined
      }
    >
      <Card flush>
        <Loaded
          query={members}
          skeleton={
            <div className="card-body">
              <Skeleton lines={4} />
            </div>
          }
        >
          {({ items }) => <MemberTable members={items} />}
        </Loaded>
      </Card>
      {mayChange ? <Invitations /> : null}
      <InviteDialog open={isInviting} onClose={() => setInviting(false)} />
    </Page>
  );
}
