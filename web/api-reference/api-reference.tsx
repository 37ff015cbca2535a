import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function ApiReferencePage() {
  return (
    <Page title="API reference">
      <Skeleton />
    </Page>
  );
}
