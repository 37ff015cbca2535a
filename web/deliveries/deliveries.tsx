import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function DeliveriesPage() {
  return (
    <Page title="Deliveries">
      <Skeleton />
    </Page>
  );
}
