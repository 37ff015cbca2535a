import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function DeliveryPage({ id }: { id: string }) {
  return (
    <Page title={`Delivery ${id}`} crumbs={[{ label: 'Deliveries', href: '/deliveries' }]}>
      <Skeleton />
    </Page>
  );
}
