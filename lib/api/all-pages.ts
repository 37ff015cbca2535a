export interface Page<Item> {
  items: Item[];
  /** Cursor of the next page; null: that was all. */
  next: string | null;
}

/** The longest page that central gives. */
const pageMax = 200;

/** A list over all its pages, or up to `max` items: `allPages((query) => api.get('/api/v1/nodes', { params: { query } }))`. */
export async function allPages<Item>(
  read: (query: { limit: number; cursor?: string }) => Promise<Page<Item>>,
  max = 10_000,
): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | null = null;
  do {
    const limit = Math.min(pageMax, max - items.length);
    const page: Page<Item> = await read({ limit, ...(next === null ? {} : { cursor: next }) });
    items.push(...page.items);
    next = page.next;
  } while (next !== null && items.length < max);
  return items;
}
