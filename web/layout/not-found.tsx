import { Compass } from 'lucide-react';
import { LinkButton } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';

/** An address that leads nowhere, or to something the person may not know of. */
export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <EmptyState
        icon={Compass}
        title="There is nothing at this address"
        actions={<LinkButton href="/">Overview</LinkButton>}
      >
        It may have been removed, or you may not be allowed to see it. Press / or Ctrl K to search.
      </EmptyState>
    </Page>
  );
}
