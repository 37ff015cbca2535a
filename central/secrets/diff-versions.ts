import type { Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { assertVersion } from './assert-version.ts';
import type { SecretChanged } from './history.ts';
import { rowName, type SecretRow, secretRows } from './secret-rows.ts';

/**
 * Which secrets are different between two versions of the environment; names only. Values are
 * compared, not rows: what was set to the same again is no difference.
 *
 * @throws UserError version_not_found
 */
export async function diffVersions(
  context: Context,
  { id: projectId, environmentVersion }: Project,
  { from, to = environmentVersion }: { from: number; to?: number | undefined },
): Promise<SecretChanged[]> {
  await assertVersion(context.db, projectId, Math.max(from, to));
  const before = await secretRows(context.db, projectId, from);
  const after = await secretRows(context.db, projectId, to);
  return diffRows(context, before, after);
}

/** What leads from one set of secrets to another, by name. */
export async function diffRows(
  context: Context,
  before: readonly SecretRow[],
  after: readonly SecretRow[],
): Promise<SecretChanged[]> {
  const old = new Map(before.map((row) => [rowName(row), row]));
  const kept = new Set(after.map(rowName));
  const changes: SecretChanged[] = before
    .filter((row) => !kept.has(rowName(row)))
    .map(({ key, nodeId }) => ({ key, nodeId, change: 'removed' }));
  for (const row of after) {
    const { key, nodeId } = row;
    const previous = old.get(rowName(row));
    if (previous === undefined) changes.push({ key, nodeId, change: 'added' });
    else if (!(await areEqual(context, previous, row))) {
      changes.push({ key, nodeId, change: 'changed' });
    }
  }
  return changes.sort((a, b) => compareText(a.key, b.key) || compareText(a.nodeId, b.nodeId));
}

async function areEqual({ secretBox }: Context, a: SecretRow, b: SecretRow): Promise<boolean> {
  if (a.id === b.id) return true;
  return (await secretBox.open(a.value)) === (await secretBox.open(b.value));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
