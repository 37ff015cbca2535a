import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { backoffMs, waitText } from '../../../lib/retry.ts';
import { UserError } from '../../../lib/user-error.ts';
import type { Step } from '../../ports.ts';
import type { AgentSettings } from '../../settings.ts';

/** What files were at their first use, for those whose lock file has no hash for them. */
export interface Digests {
  /**
   * Records the files that are new and compares the others.
   *
   * @param observed SHA-256 in hex by the file's key.
   * @throws UserError `dependency_changed` naming what is not what it was.
   */
  check(ecosystem: string, observed: Readonly<Record<string, string>>, step: Step): Promise<void>;
}

/** A file that is not what it was. */
interface Changed {
  key: string;
  recordedSha256: string;
  recordedAtMs: bigint;
  recordedBy: string;
}

const batchSize = 1_000;
/** A restart of central takes seconds; a person should hear of more. */
const patienceMs = 2 * 60_000;

/** The record that central keeps for every node. */
export function centralDigests({ stateDirectory }: Pick<AgentSettings, 'stateDirectory'>): Digests {
  return {
    async check(ecosystem, observed, step) {
      const all = Object.entries(observed).map(([key, sha256]) => ({ key, sha256 }));
      const changed: Changed[] = [];
      for (let at = 0; at < all.length; at += batchSize) {
        const digests = all.slice(at, at + batchSize);
        changed.push(...(await ask(stateDirectory, { ecosystem, digests }, step)));
      }
      const [first] = changed;
      if (first !== undefined) throw dependencyChanged(ecosystem, first, observed, changed.length);
    },
  };
}

type Question = { ecosystem: string; digests: { key: string; sha256: string }[] };

async function ask(stateDirectory: string, question: Question, step: Step): Promise<Changed[]> {
  const until = Date.now() + patienceMs;
  for (let attempt = 0; ; attempt++) {
    step.signal.throwIfAborted();
    try {
      return await askOnce(stateDirectory, question);
    } catch (error) {
      const waitMs = backoffMs(attempt, { maxMs: 15_000 });
      if (!isPassing(error) || Date.now() + waitMs > until) throw notAnswered(error);
      step.output(`central does not answer; next try in ${waitText(waitMs)}`, 'stderr');
      await sleep(waitMs, undefined, { signal: step.signal });
    }
  }
}

async function askOnce(stateDirectory: string, question: Question): Promise<Changed[]> {
  const [{ createCentralClient }, { readIdentity }] = await Promise.all([
    import('../central-client.ts'),
    import('../identity-file.ts'),
  ]);
  const identity = await readIdentity(stateDirectory);
  if (identity === undefined) {
    throw new UserError('not_joined', 'This node has not joined a central');
  }
  const client = createCentralClient(identity);
  try {
    return (await client.recordDigests(question)).changed;
  } finally {
    client.close();
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function isPassing(error: unknown): boolean {
  return [status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.CANCELLED].some(
    (code) => code === codeOf(error),
  );
}

function notAnswered(cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const isOld = codeOf(cause) === status.UNIMPLEMENTED;
  return new UserError(
    'central_unreachable',
    `Some packages have no hash in the lock file, and central could not be asked what they were before: ${reason}`,
    {
      cause,
      hint: isOld
        ? 'Central is older than this agent: upgrade central, then deploy again'
        : 'Deploy again when central can be reached from the node',
    },
  );
}

function dependencyChanged(
  ecosystem: string,
  { key, recordedSha256, recordedAtMs, recordedBy }: Changed,
  observed: Readonly<Record<string, string>>,
  count: number,
): UserError {
  const when = new Date(Number(recordedAtMs)).toISOString().slice(0, 16).replace('T', ' ');
  const more = count > 1 ? ` (and ${count - 1} more)` : '';
  return new UserError(
    'dependency_changed',
    `${key} is not what it was${more}: its SHA-256 was ${recordedSha256} at its first use (${when} on ${recordedBy}) and is ${observed[key]} now`,
    {
      hint: `Either somebody replaced a published file, or somebody changes it on its way. Compare the two. If the new one is right: vpspilot dependencies forget ${ecosystem} '${key.replaceAll("'", "'\\''")}', then deploy again`,
    },
  );
}
