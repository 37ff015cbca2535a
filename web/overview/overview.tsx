import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function OverviewPage() {
  return (
    <Page title="Overview">
      <Skeleton />
    </Page>
  );
}
