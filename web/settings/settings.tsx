import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function SettingsPage() {
  return (
    <Page title="Settings">
      <Skeleton />
    </Page>
  );
}
