import type { AppConfig } from '../../lib/app-config/app-config.ts';
import type { Release } from '../ports.ts';
import type { DeployTools } from './job.ts';

/** Files of a static project come from the store path; everything else is a process with a port. */
export function hasProcess(config: Pick<AppConfig, 'type' | 'start'>): boolean {
  return config.type !== 'static' || config.start.command !== undefined;
}

/** A port for a new release, reserved until the release is on disk; 0 when it has no process. */
export async function choosePort(tools: DeployTools, config: AppConfig): Promise<number> {
  if (!hasProcess(config)) return 0;
  const kept = (await keptReleases(tools)).map(({ port }) => port);
  // Its own port is never given to it: a release at that port is one that insists on it.
  const inUse = new Set([...kept, ...tools.reservedPorts, config.start.port ?? 0]);
  const port = await tools.ports.ports.allocate(inUse);
  tools.reservedPorts.add(port);
  return port;
}

async function keptReleases({ releases }: DeployTools): Promise<Release[]> {
  const projects = await releases.projects();
  return (await Promise.all(projects.map((project) => releases.list(project)))).flat();
}
