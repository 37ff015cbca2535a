import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function TokensPage() {
  return (
    <Page title="API tokens">
      <Skeleton />
    </Page>
  );
}
