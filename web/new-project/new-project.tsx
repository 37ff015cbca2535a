import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function NewProjectPage() {
  return (
    <Page title="New project">
      <Skeleton />
    </Page>
  );
}
