import { useState } from 'react';
import { Page } from '../components/page.tsx';
import { useCan } from '../data/me.ts';
import { NotAllowed } from '../settings/not-allowed.tsx';
import { CreateForm } from './create-form.tsx';
import { type Created, CreatedProject } from './created-project.tsx';

/** From a repository to a project that waits for its first push. */
export function NewProjectPage() {
  const [created, setCreated] = useState<Created>();
  const can = useCan();
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
      {can('projects.create') ? (
        <Step created={created} onCreated={setCreated} />
      ) : (
        <NotAllowed what="Making a project" />
      )}
    </Page>
  );
}

function Step({
  created,
  onCreated,
}: {
  created: Created | undefined;
  onCreated: (created: Created) => void;
}) {
  return created === undefined ? (
    <CreateForm onCreated={onCreated} />
  ) : (
    <CreatedProject created={created} />
  );
}
