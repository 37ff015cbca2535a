import { useState } from 'react';
import { Page } from '../components/page.tsx';
import { CreateForm } from './create-form.tsx';
import { type Created, CreatedProject } from './created-project.tsx';

/** From a repository to a project that waits for its first push. */
export function NewProjectPage() {
  const [created, setCreated] = useState<Created>();
  return (
    <Page
      title={created === undefined ? 'New project' : created.project.slug}
      tabTitle="New project"
      crumbs={[{ label: 'Projects', href: '/' }]}
      description={
        created === undefined
          ? 'Each push to its branch is built, checked and put live.'
          : 'One step is left: GitHub has to tell of each push.'
      }
      width="narrow"
    >
      {created === undefined ? (
        <CreateForm onCreated={setCreated} />
      ) : (
        <CreatedProject created={created} />
      )}
    </Page>
  );
}
