import type { DeployTools } from './job.ts';

type Tools = Pick<DeployTools, 'releases' | 'ports' | 'routing'>;

/**
 * Routes the domains of every project that has a release, also when it is only about to be live.
 * The newest release knows the domains best: they are the project's, whatever code runs.
 *
 * One after the other, the reading included: a list read before another project came must not be
 * applied after the list that has it.
 */
export function routeProjects(tools: Tools): Promise<void> {
  return tools.routing.use(() => routeAll(tools));
}

async function routeAll({ releases, ports }: Tools): Promise<void> {
  const known = await releases.projects();
  const newest = await Promise.all(known.map((project) => releases.newest(project)));
  const routed = newest
    .filter((release) => release !== undefined)
    .map(({ project }) => ({ project, folders: releases.folders(project) }));
  await ports.router.setProjects(routed.sort((a, b) => a.project.id - b.project.id));
}
