import type { Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import {
  clean,
  type DeliveryOutcome,
  type IgnoredReason,
  ignoredReasons,
  type RefusedReason,
} from '../domain/delivery.ts';
import {
  jsonTextOf,
  keptPayloadMaxBytes,
  repositoriesNamedIn,
  shortenPayload,
} from '../domain/webhook-body.ts';
import { type Candidate, isSignedByApp, reasonOfApp, signersOf } from './app-signature.ts';
import { storeDelivery } from './store-delivery.ts';

export type WebhookBody =
  | { kind: 'complete'; bytes: Uint8Array }
  | { kind: 'too_large' | 'truncated'; detail: string };

export interface IncomingDelivery {
  body: WebhookBody;
  contentType: string;
  /** X-GitHub-Event; empty when it was missing. */
  event: string;
  /** X-GitHub-Delivery */
  deliveryId: string | undefined;
  /** X-Hub-Signature-256 */
  signature: string | undefined;
  /** Kept to be looked at: nothing that authenticates. */
  headers?: Readonly<Record<string, string>>;
  /** Look only at the project with this slug. */
  onlyProject?: string | undefined;
  /** False: too many from this sender; what is refused is not written down. */
  isKeptWhenRefused: boolean;
}

export interface Receipt {
  outcome: DeliveryOutcome;
  reason: RefusedReason | IgnoredReason | '';
  detail: string;
  /** Ids of the rows in the inbox; more than one when projects share repository and secret. */
  deliveries: number[];
}

type Verdict =
  | { kind: 'genuine'; projects: Project[]; json: string }
  | { kind: 'refused'; reason: RefusedReason; detail: string; project?: Project }
  | { kind: 'ignored'; reason: IgnoredReason; detail: string };

/**
 * Verifies a delivery and writes it into the inbox; what it means is decided after the answer, so
 * that GitHub never waits for us.
 */
export async function receiveDelivery(
  context: Context,
  incoming: IncomingDelivery,
): Promise<Receipt> {
  const verdict = await judge(context, incoming);
  if (verdict.kind !== 'genuine') return turnAway(context, incoming, verdict);
  const payload = payloadToKeep(verdict.json);
  if (payload === undefined) return turnAway(context, incoming, refused('not_json', ''));
  const deliveries: number[] = [];
  for (const { id: projectId } of verdict.projects) {
    const row = { ...said(incoming), payload, projectId, outcome: 'received', reason: '' } as const;
    deliveries.push(await storeDelivery(context, row));
  }
  return { outcome: 'received', reason: '', detail: '', deliveries };
}

/** The first query of its kind takes ten times as long: it is made before somebody waits for it. */
export async function prepareReception(context: Context): Promise<void> {
  await projectsOf(context, [''], undefined);
  await context.secretBox.open(await context.secretBox.seal(''));
}

/** Writing 25 MB into the database takes far longer than taking out what decides. */
function payloadToKeep(json: string): Uint8Array | undefined {
  if (json.length <= keptPayloadMaxBytes) return Buffer.from(json);
  const payload = parseJson(json);
  return payload === undefined ? undefined : Buffer.from(shortenPayload(payload));
}

async function judge(context: Context, incoming: IncomingDelivery): Promise<Verdict> {
  const { body, signature } = incoming;
  if (body.kind !== 'complete') return { kind: 'refused', reason: body.kind, detail: body.detail };
  if (signature === undefined)
    return refused('missing_signature', 'X-Hub-Signature-256 is missing');
  if (incoming.event === '') return refused('missing_event', 'X-GitHub-Event is missing');
  const json = jsonTextOf(body.bytes, incoming.contentType);
  if (json === undefined)
    return refused('not_json', `The content type was ${clean(incoming.contentType, 100)}`);
  const named = repositoriesNamedIn(json);
  const candidates = await projectsOf(context, named, incoming.onlyProject);
  const signers = await signersOf(context, candidates, body.bytes, signature);
  if (signers.length > 0) return { kind: 'genuine', projects: signers, json };
  if (await isSignedByApp(context, body.bytes, signature)) {
    const reason = reasonOfApp(incoming.event);
    return { kind: 'ignored', reason, detail: ignoredReasons[reason] };
  }
  if (candidates.length > 0) return { ...refused('bad_signature', ''), ...only(candidates) };
  if (named.length === 0 && !looksLikeJson(json))
    return refused('not_json', 'The body is not JSON');
  const detail = `It names ${clean(named.join(', '), 200) || 'no repository'}`;
  return { kind: 'ignored', reason: 'unknown_repository', detail };
}

function refused(reason: RefusedReason, detail: string): Extract<Verdict, { kind: 'refused' }> {
  return { kind: 'refused', reason, detail };
}

function projectsOf(
  context: Context,
  repositories: string[],
  onlyProject: string | undefined,
): Promise<Candidate[]> {
  return context.db.project.findMany({
    where: {
      deletedAt: null,
      repositoryName: { in: repositories },
      ...(onlyProject === undefined ? {} : { slug: onlyProject }),
    },
    include: { githubConnection: true },
    orderBy: { id: 'asc' },
    take: 50,
  });
}

function only([first, second]: readonly Project[]): { project?: Project } {
  return first !== undefined && second === undefined ? { project: first } : {};
}

/** Undefined when it is not JSON. */
function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Nobody has signed it, so a large body is not parsed just to name the reason more exactly. */
function looksLikeJson(json: string): boolean {
  return json.length > 100_000 ? /^\s*\{/.test(json) : parseJson(json) !== undefined;
}

async function turnAway(
  context: Context,
  incoming: IncomingDelivery,
  verdict: Exclude<Verdict, { kind: 'genuine' }>,
): Promise<Receipt> {
  const { kind: outcome, reason, detail } = verdict;
  if (!incoming.isKeptWhenRefused) return { outcome, reason, detail, deliveries: [] };
  const { body } = incoming;
  const id = await storeDelivery(context, {
    ...said(incoming),
    ...{ outcome, reason, detail },
    projectId: (outcome === 'refused' ? verdict.project?.id : undefined) ?? null,
    // Enough to see what it was; an attacker decides about the rest.
    payload: body.kind === 'complete' ? body.bytes.slice(0, 2048) : new Uint8Array(),
  });
  return { outcome, reason, detail, deliveries: [id] };
}

/** What its headers say of a delivery. */
function said({ event, deliveryId, headers = {} }: IncomingDelivery) {
  const kept = Object.entries(headers).map(([name, value]) => [name, clean(value, 200)]);
  return {
    event: clean(event, 60),
    deliveryId: deliveryId === undefined ? null : clean(deliveryId, 100),
    headers: JSON.stringify(Object.fromEntries(kept)),
  };
}
