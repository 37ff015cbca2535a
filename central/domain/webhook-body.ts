import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** GitHub never sends more. */
export const webhookBodyMaxBytes = 25 * 1024 * 1024;

/** How many different names in a body are looked up: a push names its repository, a fork its parent. */
const candidatesMax = 10;

/**
 * Whether `X-Hub-Signature-256` is the HMAC-SHA256 of exactly these bytes, in constant time.
 *
 * Bytes, not text: decoding would make different invalid bytes equal.
 */
export function isSignedBy(secret: string, body: Uint8Array, signature: string): boolean {
  const given = /^sha256=([0-9a-f]{64})$/.exec(signature)?.[1];
  if (given === undefined) return false;
  const expected = createHmac('sha256', secret).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(given, 'hex'));
}

/**
 * Every repository that the body names, lower-cased, without parsing it: what nobody has signed
 * is not worth the time that 25 MB of JSON take. The signature then says whether it is true.
 */
export function repositoriesNamedIn(json: string): string[] {
  const names = new Set<string>();
  for (const [, name] of json.matchAll(/"full_name"\s*:\s*"([^"\\]{1,200})"/g)) {
    if (name !== undefined) names.add(name.toLowerCase());
    if (names.size >= candidatesMax) break;
  }
  return [...names];
}

/** The JSON text of a body, for both content types that GitHub offers; undefined for any other. */
export function jsonTextOf(body: Uint8Array, contentType: string): string | undefined {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase();
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  if (type === 'application/json') return text;
  if (type === 'application/x-www-form-urlencoded')
    return new URLSearchParams(text).get('payload') ?? undefined;
  return undefined;
}

/** A payload is kept whole up to this size, so that 5000 of them stay below 320 MB. */
export const keptPayloadMaxBytes = 64 * 1024;

const anything = z.unknown().optional();
const files = z.array(z.string()).optional();
const shortened = z.object({
  ref: anything,
  before: anything,
  after: anything,
  deleted: anything,
  created: anything,
  forced: anything,
  commits: z
    .array(z.object({ added: files, modified: files, removed: files }))
    .optional()
    .catch(undefined),
  repository: z.object({ full_name: anything }).optional().catch(undefined),
  head_commit: z
    .object({
      id: anything,
      message: z.string().transform((message) => message.slice(0, 10_000)),
      author: anything,
    })
    .nullish()
    .catch(undefined),
});

/** JSON of the parts of a large payload that decide. */
export function shortenPayload(payload: unknown): string {
  const parts = { shortened: true, ...shortened.safeParse(payload).data };
  const text = JSON.stringify(parts);
  if (text.length <= keptPayloadMaxBytes) return text;
  // Without its files a push concerns every project.
  return JSON.stringify({ ...parts, commits: undefined });
}
