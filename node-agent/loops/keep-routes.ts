import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, waitText } from '../../lib/retry.ts';
import type { DeployTools } from '../deploy/job.ts';
import { routeProjects } from '../deploy/routes.ts';

type Tools = Pick<DeployTools, 'releases' | 'ports' | 'routing' | 'log'>;

/** A web server that is just being started loses its routes several times in a row. */
const shortestRoundMs = 250;

/** Sets the routes, and again whenever the web server may have lost them, as long as the agent runs. */
export async function keepRoutes(tools: Tools, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const round = new AbortController();
    try {
      // Listening begins before the routes are set, so that no loss falls between the two.
      const doubtful = tools.ports.router.untilDoubtful(AbortSignal.any([signal, round.signal]));
      const pause = sleep(shortestRoundMs, undefined, { ref: false });
      await routeProjects(tools);
      attempt = -1;
      await Promise.all([doubtful, pause]);
    } catch (error) {
      const waitMs = backoffMs(attempt);
      tools.log.error({ err: error }, `routes could not be set; next try in ${waitText(waitMs)}`);
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
    } finally {
      round.abort();
    }
  }
}
