import { UserError } from '../../lib/user-error.ts';
import type { Project } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context, Transaction } from '../context.ts';
import { assertVersion } from './assert-version.ts';
import type { ChangedSecrets } from './change-secrets.ts';
import { diffRows } from './diff-versions.ts';
import { rowName, type SecretKind, secretRows } from './secret-rows.ts';
import { type NewSecretRow, writeVersion } from './write-version.ts';

/**
 * Makes all secrets what they were at an earlier version, each with the kind it had then: what was
 * sensitive does not become readable by being brought back. This makes a new version.
 *
 * @throws UserError version_not_found, nothing_to_change
 */
export async function restoreVersion(
  context: Context,
  project: Project,
  { version, actor }: { version: number; actor: string },
): Promise<ChangedSecrets> {
  const projectId = project.id;
  return context.db.$transaction(async (tx) => {
    await assertVersion(tx, projectId, version);
    const rows = await rowsToWrite(context, tx, projectId, version);
    if (rows.length === 0) {
      throw new UserError('nothing_to_change', `The secrets are what they were at ${version}`);
    }
    const made = await writeVersion(tx, { projectId, actor }, rows);
    const detail = `version ${version} again, as version ${made}`;
    const entry = { actor, projectId, target: project.slug, action: 'secret.restore', detail };
    await tx.auditEntry.create({ data: auditEntry(entry) });
    return { version: made, hasNewValues: true };
  });
}

async function rowsToWrite(
  context: Context,
  tx: Transaction,
  projectId: number,
  version: number,
): Promise<NewSecretRow[]> {
  const then = await secretRows(tx, projectId, version);
  const rowOf = new Map(then.map((row) => [rowName(row), row]));
  const changes = await diffRows(context, await secretRows(tx, projectId), then);
  return changes.map(({ key, nodeId }) => {
    const row = rowOf.get(rowName({ key, nodeId }));
    const kind = (row?.kind ?? 'sensitive') as SecretKind;
    return { key, nodeId, value: row?.value ?? null, kind };
  });
}
