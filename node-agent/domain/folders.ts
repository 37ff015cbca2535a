import { join } from 'node:path';

export interface ProjectRef {
  id: number;
  slug: string;
  domains: readonly string[];
}

/** Where a project lives on this node; made by `projectFolders`. */
export interface ProjectFolders {
  /** …/projects/project-<id>-<slug> */
  root: string;
  /** Bare mirror of the repository. */
  mirror: string;
  /** Tree of the commit being deployed; made anew for each. */
  source: string;
  /** flake.nix and flake.lock, outside the source. */
  flake: string;
  /** Writable across releases; bind-mounted into place. */
  shared: string;
  /** …/releases/<n>/ holds .env, release.json and route/. */
  release(number: number): string;
  /** …/projects/current/project-<id>: link to the live release's folder. Renaming it is the switch. */
  current: string;
  log: string;
  errorLog: string;
  buildLog: string;
}

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
