import { UserError } from '../../../lib/user-error.ts';
import { portNotOpened } from '../../domain/port-not-opened.ts';
import type { Release, ServiceManager, Step } from '../../ports.ts';
import type { Job } from '../job.ts';
import { healthyWhereItListens } from '../own-port.ts';

/** Of an application that ended. */
const shownLines = 20;

/**
 * Waits until the release answers and returns it with the port where it does; the application's
 * last words are shown when it does not.
 */
export async function untilHealthy(job: Job, release: Release, pid: number): Promise<Release> {
  const { story, signal } = job;
  if (release.port > 0) {
    return story.step('health', signal, (step) => probe(job, release, pid, step));
  }
  story.skip('health', 'Static files need no process');
  return release;
}

async function probe({ tools }: Job, release: Release, pid: number, step: Step): Promise<Release> {
  const { services } = tools.ports;
  const waiting = new AbortController();
  const ended = services.ended(release, AbortSignal.any([step.signal, waiting.signal]));
  // Aborted when it is not needed any more; nobody waits for it then.
  ended.catch(() => undefined);
  try {
    const found = await healthyWhereItListens(tools.ports, { release, pid, ended }, step);
    await refuseStranger(tools, found);
    if (found.port !== release.port) await tools.releases.correct(found);
    return found;
  } catch (error) {
    await showLastLines(services, release, step);
    await showWhoHasOwnPort(tools, release, step);
    // The reason behind it: an application whose port is taken ends, or is never asked.
    await refuseStranger(tools, release);
    throw await withAddresses(tools, release, pid, error);
  } finally {
    waiting.abort();
  }
}

/** An application that answers nowhere may well listen: at a port or an address of its own. */
async function withAddresses(
  { ports }: Job['tools'],
  release: Release,
  pid: number,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof UserError) || error.code !== 'port_not_opened') return error;
  const addresses = await ports.ports.listeningAddresses(pid).catch(() => []);
  return portNotOpened(error.message, release.port, addresses);
}

/** Who took the port before the release could would answer for it, and get its visitors. */
async function refuseStranger({ ports }: Job['tools'], release: Release): Promise<void> {
  const state = await ports.services.state(release);
  const pid = state.state === 'running' ? state.pid : 0;
  const stranger = await ports.ports.strangerOn(release.port, pid);
  if (stranger === undefined) return;
  throw new UserError(
    'port_taken',
    `Port ${release.port}, which was free when it was chosen, was taken by ${stranger}`,
    {
      hint: "Deploy again: another port is chosen. Keep other programs out of the agent's portRange",
    },
  );
}

async function showLastLines(services: ServiceManager, release: Release, step: Step) {
  const state = await services.state(release).catch(() => undefined);
  if (state?.state !== 'failed') return;
  for (const line of state.lastLines.slice(-shownLines)) step.output(line, 'stderr');
}

/** An application that insists on a port ends, or waits in vain, when somebody else has it. */
async function showWhoHasOwnPort({ ports }: Job['tools'], release: Release, step: Step) {
  const own = release.config.start.port;
  const holder = own === undefined ? undefined : await ports.ports.strangerOn(own, 0);
  if (holder === undefined) return;
  step.output(
    `Port ${own} (start.port) is held by ${holder}; only an application that listens on $PORT can run beside it`,
    'stderr',
  );
}
