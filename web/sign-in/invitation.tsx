import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function InvitationPage() {
  return (
    <Page title="Invitation">
      <Skeleton />
    </Page>
  );
}
