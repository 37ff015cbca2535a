import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Status } from '../components/status.tsx';
import { Tabs } from '../components/tabs.tsx';
import { useProject } from './use-project.ts';

type Project = NonNullable<ReturnType<typeof useProject>['data']>;

interface ProjectPageProps {
  slug: string;
  /** What this page is called in the browser's tab: 'Logs'. */
  name?: string;
  actions?: ReactNode;
  width?: 'normal' | 'narrow' | 'wide';
  children: (project: Project) => ReactNode;
}

/** The frame of a project's pages: its name, status, address and tabs. */
export function ProjectPage({ slug, name, actions, width, children }: ProjectPageProps) {
  const project = useProject(slug);
  return (
    <Page
      title={slug}
      tabTitle={name === undefined ? slug : `${name} · ${slug}`}
      crumbs={[{ label: 'Projects', href: '/' }]}
      badge={project.data === undefined ? null : <Facts project={project.data} />}
      actions={actions}
      width={width ?? 'normal'}
      tabs={<ProjectTabs slug={slug} />}
    >
      <Loaded query={project}>{children}</Loaded>
    </Page>
  );
}

function Facts({ project }: { project: Project }) {
  const { status } = project as { status?: string };
  const address = project.addresses[0];
  return (
    <>
      {status === undefined ? null : <Status state={status} />}
      {address === undefined ? null : (
        <a className="row small" href={address} target="_blank" rel="noreferrer">
          {address.replace(/^https?:\/\//, '')}
          <ExternalLink size={13} aria-label="(opens a new tab)" />
        </a>
      )}
    </>
  );
}

function ProjectTabs({ slug }: { slug: string }) {
  const at = `/projects/${slug}`;
  return (
    <Tabs
      label={`Pages of ${slug}`}
      tabs={[
        { href: at, label: 'Deployments' },
        { href: `${at}/logs`, label: 'Logs' },
        { href: `${at}/secrets`, label: 'Secrets' },
        { href: `${at}/domains`, label: 'Domains' },
        { href: `${at}/metrics`, label: 'Metrics' },
        { href: `${at}/settings`, label: 'Settings' },
      ]}
    />
  );
}
