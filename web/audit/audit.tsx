import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function AuditPage() {
  return (
    <Page title="Audit log">
      <Skeleton />
    </Page>
  );
}
