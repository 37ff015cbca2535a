import { z } from 'zod';

/** What several routes take in their address. */
export const projectParams = z.object({ project: z.string().max(100).describe('Slug or id') });
export const deploymentParams = z.object({ deployment: z.string().max(100) });
export const nodeParams = z.object({ node: z.string().max(100).describe('Name or id') });

/** Opaque to clients, so that what a list is ordered by may change; here it is the last row's key. */
const cursor = z
  .string()
  .max(200)
  .transform((text, check) => {
    // Clients of the first version send the bare number.
    const plain = /^\d+$/.test(text) ? `k${text}` : Buffer.from(text, 'base64url').toString();
    const key = Number(/^k(\d{1,15})$/.exec(plain)?.[1]);
    if (Number.isSafeInteger(key)) return key;
    check.addIssue('not the `next` of a list');
    return z.NEVER;
  })
  .optional()
  .describe('`next` of the answer before');

/** Paging by key: `next` of one answer is `cursor` of the next request; null: that was all. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor,
});

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe('`cursor` of the next page; null: that was all'),
  });
}

/** Cuts the extra row off that was read to learn whether there is a next page. */
export function page<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => number,
  view: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null;
  return { items: shown.map(view), next };
}

function cursorOf(key: number): string {
  return Buffer.from(`k${key}`).toString('base64url');
}
