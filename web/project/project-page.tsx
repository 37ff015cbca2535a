import { ExternalLink, GitBranch, Server } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { ProjectStatus } from '../components/project-status.tsx';
import { Tabs } from '../components/tabs.tsx';
import { DeployActions } from './deployment/deploy-actions.tsx';
import type { Project } from './types.ts';
import { useProject } from './use-project.ts';

interface ProjectPageProps {
  slug: string;
  /** What this page is called in the browser's tab: 'Logs'. */
  name?: string;
  /** Instead of deploying and rolling back. */
  actions?: ReactNode;
  width?: 'normal' | 'narrow' | 'wide';
  children: (project: Project) => ReactNode;
}

/** The frame of a project's pages: its name, status, where it is and what it is made of, tabs. */
export function ProjectPage({ slug, name, actions, width, children }: ProjectPageProps) {
  const project = useProject(slug);
  const { data } = project;
  return (
    <Page
      title={slug}
      tabTitle={name === undefined ? slug : `${name} · ${slug}`}
      crumbs={[{ label: 'Projects', href: '/' }]}
      badge={
        data === undefined ? null : (
          <span aria-live="polite">
            <ProjectStatus project={data} />
          </span>
        )
      }
      description={data === undefined ? undefined : <Facts project={data} />}
      actions={actions ?? (data === undefined ? undefined : <DeployActions project={data} />)}
      width={width ?? 'normal'}
      tabs={<ProjectTabs slug={slug} />}
    >
      <Loaded query={project}>{children}</Loaded>
    </Page>
  );
}

function Facts({ project }: { project: Project }) {
  const { appUrl, repositoryName, repositoryUrl, branch, node } = project;
  return (
    <span className="project-facts">
      {appUrl === null ? null : <Outside href={appUrl}>{withoutScheme(appUrl)}</Outside>}
      <span className="project-fact">
        <GitBranch size={14} aria-hidden="true" />
        {isWebAddress(repositoryUrl) ? (
          <Outside href={repositoryUrl.replace(/\.git$/, '')}>{repositoryName}</Outside>
        ) : (
          repositoryName
        )}
        <span className="faint">{branch}</span>
      </span>
      <span className="project-fact">
        <Server size={14} aria-hidden="true" />
        <Link href={`/nodes/${node.name}`}>{node.name}</Link>
        {node.connected ? null : <span className="project-offline">offline</span>}
      </span>
    </span>
  );
}

function Outside({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className="project-fact" href={href} target="_blank" rel="noreferrer">
      <span className="truncate">{children}</span>
      <ExternalLink size={12} aria-label="(opens a new tab)" />
    </a>
  );
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\//.test(url);
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

function ProjectTabs({ slug }: { slug: string }) {
  const at = `/projects/${slug}`;
  return (
    <Tabs
      label={`Pages of ${slug}`}
      tabs={[
        { href: at, label: 'Deployments', within: `${at}/deployments/` },
        { href: `${at}/logs`, label: 'Logs' },
        { href: `${at}/secrets`, label: 'Secrets' },
        { href: `${at}/domains`, label: 'Domains' },
        { href: `${at}/metrics`, label: 'Metrics' },
        { href: `${at}/settings`, label: 'Settings' },
      ]}
    />
  );
}
