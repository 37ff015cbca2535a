import type { ProjectRef } from '../ports.ts';
import type { DeployTools } from './job.ts';
import { routeProjects } from './routes.ts';

const graceMs = 5_000;

/** Stops and removes everything this node keeps of a project. Fine when nothing, or half, is there. */
export async function removeProject(tools: DeployTools, project: ProjectRef): Promise<void> {
  const { releases, ports, redactor, traffic } = tools;
  const folders = releases.folders(project);
  traffic.supersede(project.id, 'the project is removed');
  const kept = await releases.list(project);
  const running = (await ports.services.list()).filter(({ projectId }) => projectId === project.id);
  const numbers = new Set([...kept, ...running].map(({ number }) => number));
  await Promise.all(
    [...numbers].map((number) => ports.services.stop({ project, number }, graceMs)),
  );
  await ports.services.remove(project, folders);
  await releases.removeProject(project);
  await routeProjects(tools);
  await ports.builder.removeProfile(project);
  for (const number of numbers) redactor.remove(`${project.id}@${number}`);
}
