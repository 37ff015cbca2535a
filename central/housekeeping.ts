import { pruneIdempotencyKeys } from './accounts/idempotency.ts';
import type { Context } from './context.ts';
import { expireDeployments } from './deployments/expire-deployments.ts';
import { keepSamples } from './metrics/roll-up.ts';
import { watchNodes } from './nodes/watch-nodes.ts';
import { pruneOutbox } from './outbox/prune.ts';
import { remindOfSecrets } from './secrets/remind.ts';

const everyMs = 5_000;
/** A node that misses this many heartbeats is gone, whatever its connection says. */
const missedHeartbeatsMax = 3;

/** What has to happen without anybody asking. Returns the function that stops it. */
export function startHousekeeping(context: Context): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const startedAt = context.clock.now();
  const once = () => {
    // One at a time, and never an unhandled rejection.
    running = running.then(() => (stopped ? undefined : keepHouse(context, startedAt)));
  };
  const timer = setInterval(once, everyMs);
  once();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}

/**
 * One round: expired deployments, expired certificates and silent nodes.
 *
 * @param startedAt nodes need a moment to come back when central was away
 */
export async function keepHouse(context: Context, startedAt = new Date(0)): Promise<void> {
  try {
    endSessions(context);
    await watchNodes(context, startedAt);
    await expireDeployments(context);
    await remindOfSecrets(context);
    await keepSamples(context);
    await pruneOutbox(context);
    await pruneIdempotencyKeys(context);
  } catch (err) {
    context.log.error({ err }, 'housekeeping failed; it is tried again');
  }
}

function endSessions({ gateway, clock, settings }: Context): void {
  const now = clock.now().getTime();
  const silentMs = missedHeartbeatsMax * settings.heartbeatSeconds * 1_000;
  for (const session of gateway.sessions()) {
    if (session.certificateNotAfter.getTime() <= now) {
      session.close('expired', 'The client certificate has expired');
    } else if (session.lastSeenAt.getTime() + silentMs < now) {
      session.close('silent', `No heartbeat for ${silentMs / 1_000} s`);
    }
  }
}
