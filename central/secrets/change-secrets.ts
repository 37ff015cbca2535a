import { UserError } from '../../lib/user-error.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context, Transaction } from '../context.ts';
import {
  assertEnvironmentSize,
  assertSecretKey,
  assertSecretValue,
} from '../domain/environment-keys.ts';
import { changeNotes, type NoteChange } from './change-notes.ts';
import { openValues } from './open-values.ts';
import { type SecretKind, type SecretRow, secretRows } from './secret-rows.ts';
import { type NewSecretRow, writeVersion } from './write-version.ts';

export interface SecretChange extends NoteChange {
  projectId: number;
  /** Only for this node; empty or undefined: for every node. */
  nodeId?: string | undefined;
  set?: Readonly<Record<string, string>> | undefined;
  unset?: readonly string[] | undefined;
  kind?: Readonly<Record<string, SecretKind>> | undefined;
  /** Whoever may not see sensitive values may not make them plain either. */
  mayReveal?: boolean;
  actor: string;
}

export interface ChangedSecrets {
  /** Of the environment, now. */
  version: number;
  /** False when only kinds, notes or reminders were changed. */
  hasNewValues: boolean;
}

type Wish = Required<Pick<SecretChange, 'projectId' | 'nodeId' | 'set' | 'unset' | 'actor'>> & {
  nodeId: string;
  set: Readonly<Record<string, string>>;
  unset: readonly string[];
  kind: Readonly<Record<string, SecretKind>>;
  mayReveal: boolean;
  notes: NoteChange;
};

/**
 * Sets and unsets secrets, their kinds and notes as one change: the environment's version grows by
 * one when values change, or nothing happens at all.
 *
 * @throws UserError secret_key_invalid, secret_key_reserved, secret_value_too_large,
 *   secret_value_invalid, secret_not_found, secret_set_and_unset, environment_too_large,
 *   nothing_to_change, forbidden
 */
export async function changeSecrets(
  context: Context,
  change: SecretChange,
): Promise<ChangedSecrets> {
  const wish = wishOf(change);
  assertWellFormed(wish);
  const values = await openValues(context, wish.projectId, wish.nodeId);
  assertEnvironmentSize({ ...values, ...wish.set });
  const sealed = await Promise.all(
    Object.entries(wish.set).map(
      async ([key, value]) => [key, await context.secretBox.seal(value)] as const,
    ),
  );
  return context.db.$transaction((tx) => write(tx, wish, sealed));
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
): Promise<ChangedSecrets> {
  return changeSecrets(context, { ...change, set: change.values });
}

function wishOf(change: SecretChange): Wish {
  const { projectId, actor, note, remindAt } = change;
  return {
    ...{ projectId, actor },
    nodeId: change.nodeId ?? '',
    set: change.set ?? {},
    unset: [...new Set(change.unset ?? [])],
    kind: change.kind ?? {},
    mayReveal: change.mayReveal ?? false,
    notes: { note, remindAt },
  };
}

function assertWellFormed({ set, unset, kind, notes }: Wish): void {
  const keys = [set, kind, notes.note ?? {}, notes.remindAt ?? {}].flatMap(Object.keys);
  if (keys.length === 0 && unset.length === 0) {
    throw new UserError('nothing_to_change', 'The change neither sets nor unsets a secret');
  }
  for (const key of keys) assertSecretKey(key);
  for (const [key, value] of Object.entries(set)) assertSecretValue(key, value);
  const both = unset.find((key) => keys.includes(key));
  if (both !== undefined) {
    throw new UserError('secret_set_and_unset', `${both} is both set and unset in one change`);
  }
}

async function write(
  tx: Transaction,
  wish: Wish,
  sealed: readonly (readonly [string, string])[],
): Promise<ChangedSecrets> {
  const { projectId, nodeId, unset } = wish;
  const all = await secretRows(tx, projectId);
  const own = new Map(all.filter((row) => row.nodeId === nodeId).map((row) => [row.key, row]));
  assertAreSet(wish, own);
  assertMayShow(wish, own);
  const common = new Map(all.filter((row) => row.nodeId === '').map((row) => [row.key, row]));
  const kindOf = (key: string) =>
    wish.kind[key] ?? ((own.get(key) ?? common.get(key))?.kind as SecretKind) ?? 'sensitive';
  const rows: NewSecretRow[] = [
    ...sealed.map(([key, value]) => ({ nodeId, key, value, kind: kindOf(key) })),
    ...unset.map((key) => ({ nodeId, key, value: null, kind: 'sensitive' as const })),
  ];
  await changeKinds(tx, wish, own);
  const version = rows.length > 0 ? await writeVersion(tx, wish, rows) : await present(tx, wish);
  await changeNotes(tx, wish, wish.notes);
  return { version, hasNewValues: rows.length > 0 };
}

async function present(tx: Transaction, { projectId: id }: Wish): Promise<number> {
  const select = { environmentVersion: true } as const;
  return (await tx.project.findUniqueOrThrow({ where: { id }, select })).environmentVersion;
}

/** What is unset or described has to be there, or be set by the same change. */
function assertAreSet({ set, unset, kind, notes }: Wish, own: Map<string, SecretRow>): void {
  const described = [kind, notes.note ?? {}, notes.remindAt ?? {}].flatMap(Object.keys);
  const missing = [...unset, ...described.filter((key) => !Object.hasOwn(set, key))].filter(
    (key) => !own.has(key),
  );
  if (missing.length === 0) return;
  throw new UserError('secret_not_found', `Not set: ${[...new Set(missing)].join(', ')}`, {
    hint:
      own.size === 0 ? 'No secret is set here' : `Set are: ${[...own.keys()].sort().join(', ')}`,
  });
}

function assertMayShow({ kind, mayReveal }: Wish, own: Map<string, SecretRow>): void {
  if (mayReveal) return;
  const hidden = Object.entries(kind).find(
    ([key, wished]) => wished === 'plain' && own.get(key)?.kind === 'sensitive',
  );
  if (hidden === undefined) return;
  throw new UserError('forbidden', `You may not make ${hidden[0]} plain: it is sensitive`, {
    hint: 'It needs the permission secrets.reveal; ask an admin',
  });
}

/** Of values that stay; new values are written with their kind. */
async function changeKinds(
  tx: Transaction,
  wish: Wish,
  own: Map<string, SecretRow>,
): Promise<void> {
  const { kind, set, projectId, actor } = wish;
  for (const [key, wished] of Object.entries(kind)) {
    const row = own.get(key);
    if (row === undefined || row.kind === wished) continue;
    if (!Object.hasOwn(set, key)) {
      await tx.secretVersion.update({ where: { id: row.id }, data: { kind: wished } });
    }
    const entry = { actor, projectId, target: key, action: 'secret.kind', detail: wished };
    await tx.auditEntry.create({ data: auditEntry(entry) });
  }
}
