import { UserError } from '../../lib/user-error.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';
import {
  assertEnvironmentSize,
  assertSecretKey,
  assertSecretValue,
} from '../domain/environment-keys.ts';
import { listSecrets } from './list-secrets.ts';
import { openValues } from './open-values.ts';

export interface SecretChange {
  projectId: number;
  /** Only for this node; empty or undefined: for every node. */
  nodeId?: string | undefined;
  set?: Readonly<Record<string, string>>;
  unset?: readonly string[];
  actor: string;
}

/**
 * Sets and unsets secrets as one change: the environment's version grows by one, or nothing happens.
 *
 * @returns the environment's new version
 * @throws UserError secret_key_invalid, secret_key_reserved, secret_value_too_large,
 *   secret_value_invalid, secret_not_set, environment_too_large, nothing_to_change
 */
export async function changeSecrets(
  context: Context,
  change: SecretChange,
): Promise<{ version: number }> {
  const set = change.set ?? {};
  const unset = [...new Set(change.unset ?? [])];
  const nodeId = change.nodeId ?? '';
  await assertAllowed(context, { ...change, nodeId, set, unset });
  const sealed = await Promise.all(
    Object.entries(set).map(async ([key, value]) => ({
      key,
      value: await context.secretBox.seal(value),
    })),
  );
  const rows = [...sealed, ...unset.map((key) => ({ key, value: null }))];
  return writeRows(context, { ...change, nodeId }, rows);
}

/** Like `changeSecrets`, setting only. */
export function setSecrets(
  context: Context,
  change: {
    projectId: number;
    nodeId?: string;
    values: Readonly<Record<string, string>>;
    actor: string;
  },
): Promise<{ version: number }> {
  return changeSecrets(context, { ...change, set: change.values });
}

type FullChange = Required<Pick<SecretChange, 'projectId' | 'set' | 'unset' | 'actor'>> & {
  nodeId: string;
};

async function assertAllowed(
  context: Context,
  { projectId, nodeId, set, unset }: FullChange,
): Promise<void> {
  const entries = Object.entries(set);
  if (entries.length === 0 && unset.length === 0) {
    throw new UserError('nothing_to_change', 'The change neither sets nor unsets a secret');
  }
  for (const [key, value] of entries) {
    assertSecretKey(key);
    assertSecretValue(key, value);
  }
  const both = unset.find((key) => key in set);
  if (both !== undefined) {
    throw new UserError('secret_set_and_unset', `${both} is both set and unset in one change`);
  }
  await assertIsSet(context, { projectId, nodeId, unset });
  const values = await openValues(context, projectId, nodeId);
  assertEnvironmentSize({ ...values, ...set });
}

async function assertIsSet(
  context: Context,
  { projectId, nodeId, unset }: { projectId: number; nodeId: string; unset: readonly string[] },
): Promise<void> {
  if (unset.length === 0) return;
  const present = await listSecrets(context, projectId);
  const keys = new Set(present.filter((secret) => secret.nodeId === nodeId).map(({ key }) => key));
  const missing = unset.filter((key) => !keys.has(key));
  if (missing.length === 0) return;
  throw new UserError('secret_not_found', `Not set: ${missing.join(', ')}`, {
    hint: keys.size === 0 ? 'No secret is set here' : `Set are: ${[...keys].sort().join(', ')}`,
  });
}

async function writeRows(
  context: Context,
  { projectId, nodeId, actor }: { projectId: number; nodeId: string; actor: string },
  rows: readonly { key: string; value: string | null }[],
): Promise<{ version: number }> {
  return context.db.$transaction(async (tx) => {
    const { environmentVersion: version } = await tx.project.update({
      where: { id: projectId },
      data: { environmentVersion: { increment: 1 } },
      select: { environmentVersion: true },
    });
    await tx.secretVersion.createMany({
      data: rows.map(({ key, value }) => ({
        projectId,
        nodeId,
        key,
        value,
        version,
        createdBy: actor,
      })),
    });
    await tx.auditEntry.createMany({
      data: rows.map(({ key, value }) =>
        auditEntry({
          actor,
          projectId,
          target: key,
          action: value === null ? 'secret.unset' : 'secret.set',
          detail: `version ${version}${nodeId === '' ? '' : `, only for node ${nodeId}`}`,
        }),
      ),
    });
    return { version };
  });
}
