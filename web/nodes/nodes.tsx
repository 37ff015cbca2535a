import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function NodesPage() {
  return (
    <Page title="Nodes">
      <Skeleton />
    </Page>
  );
}
