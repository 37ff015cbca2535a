import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { api } from '../data/api.ts';
import { useCanSomewhere } from '../data/me.ts';
import { NewTokenDialog } from './new-token-dialog.tsx';
import { isOver, type Token, TokenTable } from './token-table.tsx';

/** Keys for programs: CI, scripts, the command line. */
export function TokensPage() {
  const can = useCanSomewhere();
  const [isMaking, setMaking] = useState(false);
  const tokens = useQuery({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => api.get('/api/v1/tokens', { signal }),
  });
  const make = can('tokens.write') ? (
    <Button variant="primary" icon={<Plus size={15} />} onClick={() => setMaking(true)}>
      New token
    </Button>
  ) : undefined;
  return (
    <Page
      title="API tokens"
      description="For programs: CI, scripts, the command line. Each may do at most what you may."
      actions={make}
    >
      <Loaded
        query={tokens}
        skeleton={
          <Card>
            <Skeleton lines={4} />
          </Card>
        }
      >
        {({ items }) => <List items={items} make={make} />}
      </Loaded>
      <NewTokenDialog open={isMaking} onClose={() => setMaking(false)} />
    </Page>
  );
}

function List({ items, make }: { items: readonly Token[]; make: React.ReactNode }) {
  const [withOld, setWithOld] = useState(false);
  const present = items.filter((token) => !isOver(token, Date.now()));
  const shown = withOld ? items : present;
  return (
    <>
      <Card flush>
        {shown.length === 0 ? (
          <EmptyState icon={KeyRound} title="No tokens" actions={make}>
            A token lets a program use the API in your name, or with less.
          </EmptyState>
        ) : (
          <TokenTable tokens={shown} />
        )}
      </Card>
      {present.length === items.length ? null : (
        <Checkbox
          label={`Show the ${items.length - present.length} that are revoked or expired`}
          checked={withOld}
          onChecked={setWithOld}
        />
      )}
    </>
  );
}
