import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function NodePage({ node }: { node: string }) {
  return (
    <Page title={node} crumbs={[{ label: 'Nodes', href: '/nodes' }]}>
      <Skeleton />
    </Page>
  );
}
