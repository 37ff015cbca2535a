import { auditEntry } from '../accounts/audit.ts';
import type { Transaction } from '../context.ts';
import type { SecretKind } from './secret-rows.ts';

export interface NewSecretRow {
  nodeId: string;
  key: string;
  /** Sealed; null: unset. */
  value: string | null;
  kind: SecretKind;
}

/** Writes the next version of the environment; what was noted of removed secrets goes with them. */
export async function writeVersion(
  tx: Transaction,
  { projectId, actor }: { projectId: number; actor: string },
  rows: readonly NewSecretRow[],
): Promise<number> {
  const { environmentVersion: version } = await tx.project.update({
    where: { id: projectId },
    data: { environmentVersion: { increment: 1 } },
    select: { environmentVersion: true },
  });
  await tx.secretVersion.createMany({
    data: rows.map((row) => ({ ...row, projectId, version, createdBy: actor })),
  });
  for (const { nodeId, key, value } of rows) {
    if (value === null) await tx.secretNote.deleteMany({ where: { projectId, nodeId, key } });
  }
  await tx.auditEntry.createMany({
    data: rows.map(({ nodeId, key, value }) =>
      auditEntry({
        actor,
        projectId,
        target: key,
        action: value === null ? 'secret.unset' : 'secret.set',
        detail: `version ${version}${nodeId === '' ? '' : `, only for node ${nodeId}`}`,
      }),
    ),
  });
  return version;
}
