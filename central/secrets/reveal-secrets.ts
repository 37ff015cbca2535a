import { UserError } from '../../lib/user-error.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';
import { envTextOf } from '../domain/env-text-writer.ts';
import { assertVersion } from './assert-version.ts';
import { openValues } from './open-values.ts';
import { secretRows } from './secret-rows.ts';

/**
 * The clear value of one secret, now or at a version of the environment. Who saw which is in the
 * audit log before the answer is given.
 *
 * @throws UserError secret_not_found, version_not_found
 */
export async function revealSecret(
  context: Context,
  wish: {
    projectId: number;
    /** Empty: the value for every node. */
    nodeId: string;
    key: string;
    version?: number | undefined;
    actor: string;
  },
): Promise<string> {
  const { projectId, nodeId, key, version, actor } = wish;
  if (version !== undefined) await assertVersion(context.db, projectId, version);
  const rows = await secretRows(context.db, projectId, version);
  const row = rows.find((each) => each.key === key && each.nodeId === nodeId);
  if (row === undefined) throw notSet(version);
  const value = await context.secretBox.open(row.value);
  const forNode = nodeId === '' ? '' : `, only for node ${nodeId}`;
  const detail = `version ${row.version}${forNode}`;
  const entry = { actor, projectId, target: row.key, action: 'secret.reveal', detail };
  await context.db.auditEntry.create({ data: auditEntry(entry) });
  return value;
}

/** What was asked for is not repeated: somebody may have pasted a value in place of a name. */
function notSet(version: number | undefined): UserError {
  const when = version === undefined ? '' : ` at version ${version}`;
  return new UserError('secret_not_found', `No secret of this name is set here${when}`, {
    hint: 'A value of one node only is found with its node',
  });
}

/** Every value as text of a `.env` file: as one node gets them, or what is set for every node. */
export async function exportSecrets(
  context: Context,
  { projectId, nodeId, actor }: { projectId: number; nodeId: string; actor: string },
): Promise<string> {
  const { slug, environmentVersion } = await context.db.project.findUniqueOrThrow({
    where: { id: projectId },
  });
  const values = await openValues(context, projectId, nodeId);
  const text = envTextOf(values);
  const count = Object.keys(values).length;
  const forNode = nodeId === '' ? '' : `, as node ${nodeId} gets them`;
  const detail = `${count} values, version ${environmentVersion}${forNode}`;
  const entry = { actor, projectId, target: slug, action: 'secret.export', detail };
  await context.db.auditEntry.create({ data: auditEntry(entry) });
  return text;
}
