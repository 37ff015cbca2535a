import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function SetupPage() {
  return (
    <Page title="Setup">
      <Skeleton />
    </Page>
  );
}
