import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function AccountPage() {
  return (
    <Page title="Account">
      <Skeleton />
    </Page>
  );
}
