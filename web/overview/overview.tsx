import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { LinkButton } from '../components/button.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { useCan } from '../data/me.ts';
import { nodesQuery } from '../data/nodes.ts';
import { projectsQuery } from '../data/projects.ts';
import { FirstSteps } from './first-steps.tsx';
import { GoingOn } from './going-on.tsx';
import { NodeList } from './node-list.tsx';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import { ProjectCards } from './project-cards.tsx';

/** What there is and how it is doing, at a glance. */
export function OverviewPage() {
  const can = useCan();
  const projects = useQuery(projectsQuery);
  const nodes = useQuery({ ...nodesQuery, enabled: can('nodes.read') });
  return (
    <Page
      title="Overview"
      actions={
        can('projects.create') ? (
          <LinkButton href="/projects/new" variant="primary" icon={<Plus size={15} />}>
            New project
          </LinkButton>
        ) : undefined
      }
    >
      <Loaded query={projects} skeleton={<OverviewSkeleton />}>
        {({ items }) => (
          <>
            {nodes.data === undefined ? null : (
              <FirstSteps projects={items} nodes={nodes.data.items} />
            )}
            <GoingOn projects={items} />
            <ProjectCards projects={items} />
          </>
        )}
      </Loaded>
      {can('nodes.read') ? (
        <Loaded query={nodes} skeleton={null}>
          {({ items }) => <NodeList nodes={items} />}
        </Loaded>
      ) : null}
    </Page>
  );
}
