import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';

export function DeploymentPage({ project, number }: { project: string; number: number }) {
  return (
    <Page
      title={`Deployment ${number}`}
      crumbs={[{ label: project, href: `/projects/${project}` }]}
    >
      <Skeleton />
    </Page>
  );
}
