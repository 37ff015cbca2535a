import { Loaded } from '../components/loaded.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { ProjectPage } from './project-page.tsx';
import { SecretsEditor } from './secrets/secrets-editor.tsx';
import { useSecrets } from './secrets/use-secrets.ts';

/** What the application gets and the repository does not know. */
export function SecretsPage({ project: slug }: { project: string }) {
  const secrets = useSecrets(slug);
  return (
    <ProjectPage slug={slug} name="Secrets">
      {(project) => (
        <Loaded query={secrets} skeleton={<Skeleton lines={6} height={28} />}>
          {(list) => <SecretsEditor project={project} list={list} />}
        </Loaded>
      )}
    </ProjectPage>
  );
}
