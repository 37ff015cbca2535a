import { useQuery } from '@tanstack/react-query';
import { Globe } from 'lucide-react';
import { Card } from '../components/card.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { api } from '../data/api.ts';
import { useCan } from '../data/me.ts';
import { isLocalAddress } from '../new-project/local-address.ts';
import { nodeQuery } from '../nodes/node-query.ts';
import { AddDomain } from './domains/add-domain.tsx';
import { DomainItem } from './domains/domain-item.tsx';
import { ProjectPage } from './project-page.tsx';
import type { Project } from './types.ts';

/** The names under which visitors find the project. */
export function DomainsPage({ project: slug }: { project: string }) {
  return (
    <ProjectPage slug={slug} name="Domains">
      {(project) => <Domains project={project} />}
    </ProjectPage>
  );
}

function Domains({ project }: { project: Project }) {
  const { slug } = project;
  const can = useCan();
  const mayWrite = can('projects.write', slug);
  const domains = useQuery({
    queryKey: [`project:${slug}`, 'domains'],
    queryFn: ({ signal }) =>
      api.get('/api/v1/projects/{project}/domains', {
        params: { path: { project: slug } },
        signal,
      }),
  });
  const address = useNodeAddress(project.node.name);
  return (
    <>
      {mayWrite ? <AddDomain project={project} address={address} /> : null}
      <Card flush>
        <Loaded query={domains}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon={Globe} title="No domain yet">
                Without one nobody reaches the application from outside. HTTPS certificates are
                fetched and renewed by themselves.
              </EmptyState>
            ) : (
              <ul className="domain-list">
                {items.map((item) => (
                  <DomainItem
                    key={item.domain}
                    item={item}
                    project={slug}
                    address={address}
                    mayWrite={mayWrite}
                  />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
    </>
  );
}

/** Where names must lead to; null: not known, or this person may not see nodes. */
function useNodeAddress(name: string): string | null {
  const can = useCan();
  const node = useQuery({ ...nodeQuery(name), enabled: can('nodes.read') });
  const address = node.data?.address ?? '';
  // An agent beside central, or behind the same router, is seen by an address that visitors cannot use.
  const host = address.includes(':') ? `[${address}]` : address;
  return address === '' || isLocalAddress(`http://${host}`) ? null : address;
}
