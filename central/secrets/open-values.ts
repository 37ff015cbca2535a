import type { Context } from '../context.ts';

/** Clear values as one node sees them: its own value of a key, else the one for every node. */
export async function openValues(
  context: Context,
  projectId: number,
  nodeId: string,
): Promise<Record<string, string>> {
  const newest = await context.db.secretVersion.groupBy({
    by: ['nodeId', 'key'],
    where: { projectId, nodeId: { in: ['', nodeId] } },
    _max: { id: true },
  });
  const rows = await context.db.secretVersion.findMany({
    where: { id: { in: newest.flatMap((group) => group._max.id ?? []) }, value: { not: null } },
    select: { key: true, value: true },
    // The node's own value comes after the common one and wins.
    orderBy: [{ nodeId: 'asc' }, { key: 'asc' }],
  });
  const opened = await Promise.all(
    rows.map(async ({ key, value }) => [key, await context.secretBox.open(value ?? '')] as const),
  );
  return Object.fromEntries(opened);
}
