import { readdir, readlink, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Builder, ProjectRef } from '../ports.ts';

type Project = Pick<ProjectRef, 'id'>;

/** One profile per project, whose generations keep the builds of its releases alive. */
export interface Profiles extends Pick<Builder, 'forget' | 'keepOnly' | 'removeProfile'> {
  path(project: Project): string;
  /** A build that gives the newest generation's path makes no new one, so the link is what counts. */
  currentGeneration(project: Project): Promise<number>;
}

export function createProfiles(directory: string): Profiles {
  const path = (project: Project) => join(directory, `project-${project.id}`);
  const linksOf = async (project: Project) => {
    const name = basename(path(project));
    const links = await readdir(directory).catch(() => []);
    return links.filter((link) => link === name || link.startsWith(`${name}-`));
  };
  const remove = async (links: readonly string[]) => {
    for (const link of links) await rm(join(directory, link), { force: true });
  };
  const generationLink = (project: Project, generation: number) =>
    `${basename(path(project))}-${generation}-link`;
  return {
    path,
    async currentGeneration(project) {
      const link = await readlink(path(project));
      return Number(/-(\d+)-link$/.exec(link)?.[1] ?? 0);
    },
    forget: (project, generations) =>
      remove(generations.map((generation) => generationLink(project, generation))),
    async keepOnly(project, generations) {
      const kept = new Set(generations.map((generation) => generationLink(project, generation)));
      const links = await linksOf(project);
      const others = links.filter((link) => link.endsWith('-link') && !kept.has(link));
      await remove(others);
      return others.length;
    },
    removeProfile: async (project) => remove(await linksOf(project)),
  };
}
