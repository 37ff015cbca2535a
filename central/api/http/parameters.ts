import { z } from 'zod';

/** What several routes take in their address. */
export const projectParams = z.object({ project: z.string().max(100).describe('Slug or id') });
export const deploymentParams = z.object({ deployment: z.string().max(100) });
export const nodeParams = z.object({ node: z.string().max(100).describe('Name or id') });

/** Paging by key: `next` of one answer is `cursor` of the next request; null: that was all. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.coerce.number().int().min(1).optional(),
});

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.number().int().nullable() });
}

/** Cuts the extra row off that was read to learn whether there is a next page. */
export function page<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => number,
  view: (row: Row) => Item,
): { items: Item[]; next: number | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? keyOf(last) : null;
  return { items: shown.map(view), next };
}
