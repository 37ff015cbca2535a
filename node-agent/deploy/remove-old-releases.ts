import { generationsToForget, releasesToRemove } from '../domain/retention.ts';
import type { ProjectRef } from '../ports.ts';
import type { DeployTools } from './job.ts';

type Tools = Pick<DeployTools, 'releases' | 'ports' | 'settings' | 'redactor'>;

/** Removes releases beyond those that are kept for rollback, and says which. */
export async function removeOldReleases(
  { releases, ports, settings, redactor }: Tools,
  project: Pick<ProjectRef, 'id' | 'slug'>,
  tell: (text: string) => void,
): Promise<void> {
  const [all, live] = await Promise.all([releases.list(project), releases.live(project)]);
  if (live === undefined) return;
  // A newer deployment on its way has a higher number, and is none of our business.
  const kept = all.filter(({ number }) => number <= live.number);
  const removed = releasesToRemove(kept, live.number, settings.keepReleases);
  if (removed.length === 0) return;
  const numbers = removed.map(({ number }) => number);
  const remaining = all.filter(({ number }) => !numbers.includes(number));
  tell(
    `No longer kept for rollback: release ${numbers.join(', ')} (the newest ${settings.keepReleases} are kept)`,
  );
  for (const release of removed) {
    await ports.services.stop(release, 0);
    await releases.remove(release);
    redactor.remove(`${project.id}@${release.number}`);
  }
  await ports.builder.forget(live.project, generationsToForget(removed, remaining));
}
