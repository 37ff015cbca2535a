import { Boxes, GitBranch, Search } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { LinkButton } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ProjectStatus } from '../components/project-status.tsx';
import { TextField } from '../components/text-field.tsx';
import { Time } from '../components/time.tsx';
import { shortCommit, subjectOf } from '../data/commit-text.ts';
import { useCan } from '../data/me.ts';
import type { Project } from '../data/projects.ts';

/** Above so many a search field helps. */
const searchFrom = 9;

/** Every project with its state, its address and what was deployed last. */
export function ProjectCards({ projects }: { projects: readonly Project[] }) {
  const [wanted, setWanted] = useState('');
  if (projects.length === 0) return <NoProjects />;
  const word = wanted.trim().toLowerCase();
  const shown = projects.filter((project) => textOf(project).includes(word));
  return (
    <section className="stack" aria-labelledby="projects-heading">
      <div className="row-apart">
        <h2 id="projects-heading" className="section-title">
          Projects
        </h2>
        {projects.length < searchFrom ? null : (
          <TextField
            label="Find a project"
            hideLabel
            type="search"
            placeholder="Find a project"
            before={<Search size={14} aria-hidden="true" />}
            value={wanted}
            onText={setWanted}
          />
        )}
      </div>
      {shown.length === 0 ? <p className="muted">No project is called so.</p> : null}
      <ul className="project-cards">
        {shown.map((project) => (
          <ProjectCard key={project.slug} project={project} />
        ))}
      </ul>
    </section>
  );
}

function textOf({ slug, domains, repositoryName }: Project): string {
  return [slug, repositoryName, ...domains].join(' ').toLowerCase();
}

function NoProjects() {
  const can = useCan();
  return (
    <div className="card">
      <EmptyState
        icon={Boxes}
        title="No projects yet"
        actions={
          can('projects.create') ? (
            <LinkButton href="/projects/new" variant="primary">
              Create a project
            </LinkButton>
          ) : undefined
        }
      >
        {can('projects.create')
          ? 'A project is one repository. Every push to its branch becomes a release.'
          : 'Nobody has given you a project yet. Ask an admin.'}
      </EmptyState>
    </div>
  );
}

function ProjectCard({ project }: { project: Project }) {
  const { slug, appUrl, latest } = project;
  return (
    <li className="card project-card">
      <div className="row-apart">
        <h3 className="truncate">
          <Link href={`/projects/${slug}`} className="project-card-link">
            {slug}
          </Link>
        </h3>
        <ProjectStatus project={project} />
      </div>
      {appUrl === null ? (
        <span className="faint small">no domain</span>
      ) : (
        <a href={appUrl} target="_blank" rel="noreferrer" className="project-card-address truncate">
          {appUrl.replace(/^https?:\/\//, '')}
        </a>
      )}
      <div className="project-card-foot">
        {latest === null ? (
          <span className="faint row">
            <GitBranch size={13} aria-hidden="true" />
            {project.branch} of {project.repositoryName}
          </span>
        ) : (
          <LastDeployment latest={latest} node={project.node.name} />
        )}
      </div>
    </li>
  );
}

function LastDeployment({
  latest,
  node,
}: {
  latest: NonNullable<Project['latest']>;
  node: string;
}) {
  const who = latest.commitAuthor === '' ? latest.createdBy : latest.commitAuthor;
  return (
    <>
      <p className="truncate" title={subjectOf(latest.commitMessage)}>
        {subjectOf(latest.commitMessage) || `Deployment ${latest.number}`}
      </p>
      <p className="project-card-facts">
        {latest.commit === '' ? null : <span className="mono">{shortCommit(latest.commit)}</span>}
        <span className="truncate">{who}</span>
        <Time at={latest.createdAt} />
        <span className="truncate project-card-node">{node}</span>
      </p>
    </>
  );
}
