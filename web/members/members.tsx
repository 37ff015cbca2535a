import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function MembersPage() {
  return (
    <Page title="Members">
      <Skeleton />
    </Page>
  );
}
