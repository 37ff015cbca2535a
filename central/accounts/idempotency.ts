import { createHash } from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';
import type { Context } from '../context.ts';

/** An answer as it was sent. */
export interface KeptAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** A request that may come twice: by whom, under which key, and what it asks. */
export interface RepeatableRequest {
  actor: string;
  key: string;
  /** Method, address and body. */
  asks: readonly unknown[];
}

const keptMs = 24 * 3600 * 1_000;

/**
 * Notes that a request has begun. Returns the answer when it was answered before; undefined: it is
 * new, and `keepAnswer` or `forgetRequest` has to follow.
 *
 * @throws UserError idempotency_key_reused, idempotency_in_progress
 */
export async function beginRequest(
  context: Context,
  request: RepeatableRequest,
): Promise<KeptAnswer | undefined> {
  const { db, clock, secretBox } = context;
  const { actor, key } = request;
  const createdAt = clock.now();
  const where = { actor, key, createdAt: { lt: new Date(createdAt.getTime() - keptMs) } };
  await db.idempotencyKey.deleteMany({ where });
  // Of two at once only one is the first.
  // Sealed: from the bare hash of a body, a short secret in it could be guessed.
  const data = { actor, key, request: await secretBox.seal(hashOf(request)), createdAt };
  const isFirst = await db.idempotencyKey.create({ data }).then(
    () => true,
    (error: { code?: string }) => {
      if (error.code === 'P2002') return false;
      throw error;
    },
  );
  return isFirst ? undefined : answerBefore(context, request);
}

async function answerBefore(
  { db, secretBox }: Context,
  request: RepeatableRequest,
): Promise<KeptAnswer | undefined> {
  const { actor, key } = request;
  const row = await db.idempotencyKey.findUnique({ where: { actor_key: { actor, key } } });
  // The first one failed in this very moment.
  if (row === null) throw inProgress(key);
  if ((await secretBox.open(row.request)) !== hashOf(request)) {
    throw new UserError('idempotency_key_reused', `The key ${key} was used for another request`, {
      hint: 'Make a new Idempotency-Key for each thing that you want to happen',
    });
  }
  if (row.status === null || row.answer === null) throw inProgress(key);
  const headers = JSON.parse(row.headers ?? '{}') as Record<string, string>;
  return { status: row.status, headers, body: await secretBox.open(row.answer) };
}

/** Keeps what was answered, sealed: it may hold a token that is shown once. */
export async function keepAnswer(
  { db, secretBox }: Context,
  { actor, key }: RepeatableRequest,
  { status, headers, body }: KeptAnswer,
): Promise<void> {
  const answer = await secretBox.seal(body);
  const data = { status, headers: JSON.stringify(headers), answer };
  await db.idempotencyKey.updateMany({ where: { actor, key }, data });
}

/** After a refusal: nothing has happened, so the same key may try again. */
export async function forgetRequest(
  { db }: Context,
  { actor, key }: RepeatableRequest,
): Promise<void> {
  await db.idempotencyKey.deleteMany({ where: { actor, key } });
}

/** Removes what nobody will ask for again. */
export async function pruneIdempotencyKeys({ db, clock }: Context): Promise<void> {
  const before = new Date(clock.now().getTime() - keptMs);
  await db.idempotencyKey.deleteMany({ where: { createdAt: { lt: before } } });
}

function hashOf({ asks }: RepeatableRequest): string {
  return createHash('sha256').update(JSON.stringify(asks)).digest('hex');
}

/** Also after central was killed in between: then only a look can tell whether it has happened. */
export function inProgress(key: string): UserError {
  return new UserError(
    'idempotency_in_progress',
    `A request with the key ${key} has begun and is not answered`,
    { hint: 'Look whether it has happened; then ask again with the same key, or with a new one' },
  );
}
