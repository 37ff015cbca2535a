import type { Release } from '../ports.ts';
import { readCommand } from './command-reader.ts';
import type { DeployTools } from './job.ts';

const graceMs = 5_000;

/**
 * Makes the node what its disk says, without central: every live release runs, and nothing
 * else does. Commands that were interrupted go on afterwards.
 */
export async function restore(tools: DeployTools): Promise<void> {
  const { releases } = tools;
  await releases.prepare();
  const projects = await releases.projects();
  const live = (await Promise.all(projects.map((project) => releases.live(project)))).filter(
    (release) => release !== undefined,
  );
  await rememberSecrets(tools, projects);
  // First, because a stray release may hold a port that the live one insists on.
  await sweep(tools, live);
  await Promise.all(live.map((release) => keepRunning(tools, release)));
}

/** Secrets of every kept release are masked before the first log line of an app is sent. */
async function rememberSecrets(
  { releases, environments, redactor, log }: DeployTools,
  projects: Awaited<ReturnType<DeployTools['releases']['projects']>>,
): Promise<void> {
  for (const release of (await Promise.all(projects.map((p) => releases.list(p)))).flat()) {
    try {
      const secrets = await environments.open(await releases.sealedEnvironment(release));
      redactor.set(`${release.project.id}@${release.number}`, Object.values(secrets));
    } catch (error) {
      log.warn({ err: error, project: release.project.slug }, 'recorded secrets cannot be opened');
    }
  }
}

async function keepRunning({ ports, releases, log }: DeployTools, release: Release): Promise<void> {
  if (release.port === 0) return;
  const { services } = ports;
  const fields = { project: release.project.slug, release: release.number };
  try {
    // A state that cannot be read must not keep a live release from running.
    const { state } = await services.state(release).catch(() => ({ state: 'unknown' }));
    if (state === 'running' || state === 'starting') return;
    log.info(fields, `release is ${state} though it is live; starting it`);
    const folders = releases.folders(release.project);
    await services.start(release, folders, AbortSignal.timeout(30_000));
    await services.enableOnly(release);
  } catch (error) {
    log.error({ err: error, ...fields }, 'live release could not be started');
  }
}

/** Ends processes that no record calls live: left over by a deployment that was interrupted. */
async function sweep(tools: DeployTools, live: readonly Release[]): Promise<void> {
  const wanted = new Set(live.map(({ project, number }) => `${project.id}@${number}`));
  for (const key of await stillNeeded(tools)) wanted.add(key);
  for (const { projectId, number } of await tools.ports.services.list()) {
    if (wanted.has(`${projectId}@${number}`)) continue;
    tools.log.info({ project: projectId, release: number }, 'stopping a stray release');
    const slug = (await tools.releases.projects()).find(({ id }) => id === projectId)?.slug ?? '';
    const project = { id: projectId, slug, domains: [] };
    await tools.ports.services
      .stop({ project, number }, graceMs)
      .catch((error: unknown) => tools.log.error({ err: error }, 'stray release does not stop'));
  }
}

/** Earlier releases that still drain: their command goes on and stops them. */
async function stillNeeded({ journal, releases }: DeployTools): Promise<string[]> {
  const found = journal.open().map(async (command) => {
    const { project, header } = readCommand(command);
    if (project === undefined || header === undefined || journal.isFinished(command.id)) return [];
    const record = await releases.switchRecord({ project, number: header.number });
    const serving = await releases.live(project);
    if (record === undefined || serving?.number !== header.number) return [];
    return [`${project.id}@${record.previous}`];
  });
  return (await Promise.all(found)).flat();
}
