import { UserError } from '../../lib/user-error.ts';
import type { AgentContext } from '../context.ts';
import { removeOldReleases } from '../deploy/remove-old-releases.ts';
import { bytesToFree, diskText } from '../domain/disk-space.ts';
import type { ProjectRef } from '../ports.ts';

type Tools = Pick<
  AgentContext,
  | 'space'
  | 'releases'
  | 'ports'
  | 'settings'
  | 'redactor'
  | 'traffic'
  | 'buildSlots'
  | 'commandEnded'
  | 'log'
  | 'now'
>;

const hourMs = 3_600_000;
const everyMs = 24 * hourMs;
/** Not at once: an agent that was just started has better things to do. */
const firstAfterMs = hourMs / 6;

/** Dependency sets that no deployment used for so long are let go; a later one fetches them again. */
const unusedMs = 30 * everyMs;
/** The same while a disk is low. */
const unusedWhenLowMs = everyMs;

/**
 * Removes what is no longer needed: once a day, and when a command has ended that left too little
 * room on a disk. Only then the store is collected. Releases that can be rolled back to are kept
 * alive by their generation of the project's profile, so nothing here can take them.
 */
export async function keepSwept(tools: Tools, signal: AbortSignal): Promise<void> {
  const { commandEnded, now, log } = tools;
  signal.addEventListener('abort', commandEnded.wake, { once: true });
  let dueAt = now() + firstAfterMs;
  while (!signal.aborted) {
    await commandEnded.wait(Math.max(dueAt - now(), 0));
    if (signal.aborted) return;
    const isDue = now() >= dueAt;
    if (isDue) dueAt = now() + everyMs;
    try {
      await sweep(tools, isDue, signal);
    } catch (error) {
      if (signal.aborted) return;
      log.error({ err: error }, 'sweeping failed; next try after the next command, or in a day');
    }
  }
}

async function sweep(tools: Tools, isDue: boolean, signal: AbortSignal): Promise<void> {
  const { space, releases, log } = tools;
  const disks = await space.measure();
  const isLow = Object.values(disks).some((disk) => bytesToFree(disk) > 0);
  if (!isDue && !isLow) return;
  if (isLow) {
    log.warn(`disk space is low: ${diskText(disks.root)}; Nix store: ${diskText(disks.store)}`);
  }
  const sets = await space.forgetDependencies(isLow ? unusedWhenLowMs : unusedMs);
  if (sets > 0) log.info(`let go of ${sets} dependency sets that no deployment uses any more`);
  for (const project of await releases.projects()) await tidyProject(tools, project, signal);
  if (isLow) await makeRoom(tools, signal);
}

/**
 * What the sweep does once a day, now, and the store is collected whether a disk is low or not;
 * what kept releases were built from stays. Returns how many bytes came free.
 *
 * @throws UserError `node_busy` while a build runs
 */
export async function cleanNow(tools: Tools, signal: AbortSignal): Promise<number> {
  const { space, buildSlots } = tools;
  const freeBytes = async () => {
    const { root, store } = await space.measure();
    return { root: root.freeBytes, store: store.freeBytes };
  };
  // Said at once: the sweep itself would wait for the deployment.
  if (buildSlots.free < buildSlots.limit) throw buildRuns();
  const before = await freeBytes();
  await sweep(tools, true, signal);
  const isDone = await buildSlots.tryAll(async () => {
    await space.collectGarbage({ bytes: Number.MAX_SAFE_INTEGER, sparing: true }, signal);
  });
  if (!isDone) throw buildRuns();
  const after = await freeBytes();
  return Math.max(0, after.root - before.root, after.store - before.store);
}

function buildRuns(): UserError {
  return new UserError('node_busy', 'A build is running on this node', {
    hint: 'The store can be cleaned when it has ended',
  });
}

/** Takes the project's turn: a deployment on its way may build upon what is removed here. */
async function tidyProject(
  tools: Tools,
  project: Pick<ProjectRef, 'id' | 'slug'>,
  signal: AbortSignal,
): Promise<void> {
  const { releases, ports, traffic, log } = tools;
  const tidy = async () => {
    const about = { project: project.slug };
    await removeOldReleases(tools, project, (text) => log.info(about, text));
    // A deployment that failed after its build has left a generation and no release.
    const needed = (await releases.list(project)).map(({ generation }) => generation);
    const removed = await ports.builder.keepOnly(project, [...new Set(needed)]);
    if (removed > 0) log.info(about, `removed ${removed} builds that no release uses`);
  };
  await traffic.turn(project.id)(tidy, { signal });
}

async function makeRoom(tools: Tools, signal: AbortSignal): Promise<void> {
  const { buildSlots, log } = tools;
  const isDone = await buildSlots.tryAll(() => collect(tools, signal));
  // Its command's end brings us here again.
  if (!isDone) log.info('a build is running; the Nix store is collected when it has ended');
}

async function collect({ space, log }: Tools, signal: AbortSignal): Promise<void> {
  for (const sparing of [true, false]) {
    const bytes = bytesToFree((await space.measure()).store);
    if (bytes === 0) break;
    const freed = await space.collectGarbage({ bytes, sparing }, signal);
    log.info({ wantedBytes: bytes }, `collected the Nix store: ${freed}`);
  }
  const disks = await space.measure();
  for (const [name, disk] of Object.entries(disks)) {
    if (bytesToFree(disk) === 0) continue;
    log.warn(
      { disk: name },
      `still low after sweeping: ${diskText(disk)}. Lower keepReleases, remove projects, or enlarge the disk`,
    );
  }
}
