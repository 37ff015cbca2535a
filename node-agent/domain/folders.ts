import { join } from 'node:path';
import type { ProjectFolders, ProjectRef } from '../ports.ts';

/** Where a project lives under the agent's root. */
export function projectFolders(
  root: string,
  { id, slug }: Pick<ProjectRef, 'id' | 'slug'>,
): ProjectFolders {
  const project = join(root, 'projects', `project-${id}-${slug}`);
  return {
    root: project,
    mirror: join(project, 'repository.git'),
    source: join(project, 'src'),
    flake: join(project, 'flake'),
    shared: join(project, 'shared'),
    release: (number) => join(project, 'releases', String(number)),
    current: join(root, 'projects', 'current', `project-${id}`),
    log: join(root, 'logs', `project-${id}.log`),
    errorLog: join(root, 'logs', `project-${id}.error.log`),
    buildLog: join(project, 'build.log'),
  };
}

/** Reads id and slug from a project folder's name; undefined when it is something else. */
export function projectOfFolder(name: string): { id: number; slug: string } | undefined {
  const match = /^project-(\d+)-([a-z0-9-]+)$/.exec(name);
  const [, id, slug] = match ?? [];
  return id === undefined || slug === undefined ? undefined : { id: Number(id), slug };
}
