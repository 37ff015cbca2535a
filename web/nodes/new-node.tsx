import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function NewNodePage() {
  return (
    <Page title="Connect a node">
      <Skeleton />
    </Page>
  );
}
