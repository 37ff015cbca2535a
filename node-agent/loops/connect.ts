import { X509Certificate } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { refusals } from '../../lib/join-token.ts';
import { backoffMs, waitText } from '../../lib/retry.ts';
import { createCentralClient } from '../adapters/central-client.ts';
import { type NodeIdentity, readIdentity } from '../adapters/identity-file.ts';
import type { AgentContext } from '../context.ts';
import type { Dispatcher } from '../deploy/dispatch.ts';
import { type TalkEnd, talk } from './conversation.ts';
import { createEventSender } from './send-events.ts';
import type { SessionEnd } from './session.ts';

/** A connection that held this long was a good one: the next wait is short again. */
const goodAfterMs = 10_000;
/** After a connection that central had welcomed, however short: it is there, and comes back soon. */
const welcomedAttemptMax = 2;

interface Outcome extends TalkEnd {
  lastedMs: number;
}

/** Keeps the stream to central open for as long as the agent runs. */
export async function keepConnected(
  context: AgentContext,
  dispatcher: Dispatcher,
  instanceId: string,
  signal: AbortSignal,
): Promise<void> {
  const { log, settings } = context;
  const sender = createEventSender(context.journal);
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    // Read each time: a join by hand, or a renewal, is taken up without a restart.
    const identity = await readIdentity(settings.stateDirectory);
    const ended = await connectOnce(context, identity, (client, at) =>
      talk({ context, dispatcher, sender, instanceId, signal }, client, at),
    );
    if (signal.aborted) return;
    if (ended.code === 'renewed') attempt = -1;
    if (ended.code === 'renewed') continue;
    attempt = attemptAfter(ended, attempt);
    const waitMs = waitAfter(ended.code, attempt);
    const line = `${explain(ended)}; next try in ${waitText(waitMs)}`;
    log[isSevere(ended.code) ? 'error' : 'warn']({ code: ended.code }, line);
    await context.status.set(false, line);
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Where the row of ever longer waits goes on after a connection. */
function attemptAfter({ lastedMs, welcomed }: Outcome, attempt: number): number {
  if (lastedMs >= goodAfterMs) return 0;
  return welcomed ? Math.min(attempt, welcomedAttemptMax) : attempt;
}

async function connectOnce(
  { now }: AgentContext,
  identity: NodeIdentity | undefined,
  use: (client: ReturnType<typeof createCentralClient>, identity: NodeIdentity) => Promise<TalkEnd>,
): Promise<Outcome> {
  const neverTried = { welcomed: false, lastedMs: 0 };
  if (identity === undefined) {
    return { code: 'not_joined', reason: 'this node has not joined a central', ...neverTried };
  }
  const { validTo } = new X509Certificate(identity.certificate);
  if (Date.parse(validTo) < now()) {
    return { code: 'certificate_expired', reason: `it ended on ${validTo}`, ...neverTried };
  }
  const startedAt = performance.now();
  const client = createCentralClient(identity);
  try {
    const ended = await use(client, identity);
    return { ...ended, lastedMs: performance.now() - startedAt };
  } finally {
    client.close();
  }
}

const minute = 60_000;

/** What only a person can put right is tried less often; apps keep running all the same. */
const slowWaits: Readonly<Record<string, { minMs: number; maxMs: number }>> = {
  // Two agents with one identity must not push each other out for ever.
  [refusals.replaced]: { minMs: 2 * minute, maxMs: 60 * minute },
  [refusals.revoked]: { minMs: 2 * minute, maxMs: 30 * minute },
  [refusals.protocol]: { minMs: minute, maxMs: 30 * minute },
  protocol_too_new: { minMs: minute, maxMs: 30 * minute },
  node_unauthenticated: { minMs: minute, maxMs: 30 * minute },
  certificate_expired: { minMs: minute / 2, maxMs: 5 * minute },
  not_joined: { minMs: 1_000, maxMs: 4_000 },
};

export function waitAfter(code: string, attempt: number, random = Math.random): number {
  const slow = slowWaits[code];
  if (slow === undefined) return backoffMs(attempt, { random });
  // Half of it is certain: with full jitter a slow wait could be none.
  return slow.minMs / 2 + backoffMs(attempt, { ...slow, random });
}

function isSevere(code: string): boolean {
  return code in slowWaits;
}

const explanations: Readonly<Record<string, string>> = {
  [refusals.replaced]:
    'another agent with the identity of this node has connected and took over; stop one of the two, or join again with a new token',
  [refusals.revoked]:
    'central has revoked this node; its applications keep running, but nothing can be deployed until it joins again with a new token',
  [refusals.protocol]:
    'central does not speak the protocol of this agent any more; upgrade the agent',
  protocol_too_new: 'central is older than this agent; upgrade central',
  node_unauthenticated:
    'central does not know the certificate of this node; join again with a new token',
  certificate_expired: 'the certificate of this node has expired; join again with a new token',
  not_joined: 'this node has not joined yet: vpspilot agent join --token …',
};

function explain({ code, reason }: SessionEnd): string {
  const known = explanations[code];
  return known === undefined ? `connection to central ended (${reason})` : `${known} (${reason})`;
}
