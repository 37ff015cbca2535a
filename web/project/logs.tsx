import { Skeleton } from '../components/skeleton.tsx';
import { ProjectPage } from './project-page.tsx';

export function LogsPage({ project }: { project: string }) {
  return <ProjectPage slug={project}>{() => <Skeleton />}</ProjectPage>;
}
