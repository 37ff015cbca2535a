import { SearchX } from 'lucide-react';
import { useDeferredValue } from 'react';
import { useSearchParams } from 'wouter';
import { type DeploymentState, deploymentStates } from '../../lib/deployment-states.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { LoadMore } from '../components/load-more.tsx';
import { Loaded } from '../components/loaded.tsx';
import { DeploymentFilters } from './deployment/deployment-filters.tsx';
import { DeploymentRow } from './deployment/deployment-row.tsx';
import { FirstDeployment } from './deployment/first-deployment.tsx';
import { ProjectPage } from './project-page.tsx';
import type { Project } from './types.ts';
import { type DeploymentFilter, useDeployments } from './use-deployments.ts';

/** All deployments of a project, the newest first. */
export function DeploymentsPage({ project }: { project: string }) {
  return <ProjectPage slug={project}>{(data) => <Deployments project={data} />}</ProjectPage>;
}

function Deployments({ project }: { project: Project }) {
  const [params, setParams] = useSearchParams();
  const filter = { state: stateOf(params.get('state')), q: params.get('q') ?? '' };
  const setFilter = ({ state, q }: DeploymentFilter) => {
    const entries = { ...(state === undefined ? {} : { state }), ...(q === '' ? {} : { q }) };
    setParams(entries, { replace: true });
  };
  // The list of what was typed last; what is typed now is looked for when there is time.
  const query = useDeployments(project.slug, useDeferredValue(filter));
  const isFiltered = filter.state !== undefined || filter.q !== '';
  if (project.latest === null && !isFiltered) return <FirstDeployment project={project} />;
  return (
    <section className="card" aria-label="Deployments">
      <DeploymentFilters filter={filter} onFilter={setFilter} />
      <Loaded query={query}>
        {({ pages }) => (
          <Rows
            project={project}
            items={pages.flatMap(({ items }) => items)}
            onClear={() => setFilter({ state: undefined, q: '' })}
          />
        )}
      </Loaded>
      <LoadMore query={query} />
    </section>
  );
}

function Rows({
  project,
  items,
  onClear,
}: {
  project: Project;
  items: Parameters<typeof DeploymentRow>[0]['deployment'][];
  onClear: () => void;
}) {
  if (items.length === 0) {
    return (
      <EmptyState
        icon={SearchX}
        title="No deployment fits"
        actions={<Button onClick={onClear}>Show all</Button>}
      >
        Nothing here has this state and this text in its commit, message, author or branch.
      </EmptyState>
    );
  }
  return (
    <ul className="deployments">
      {items.map((item) => (
        <DeploymentRow key={item.id} deployment={item} isLive={item.id === project.live?.id} />
      ))}
    </ul>
  );
}

function stateOf(text: string | null): DeploymentState | undefined {
  return text !== null && Object.hasOwn(deploymentStates, text)
    ? (text as DeploymentState)
    : undefined;
}
