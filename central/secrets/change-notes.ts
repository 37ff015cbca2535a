import { auditEntry } from '../accounts/audit.ts';
import type { Transaction } from '../context.ts';

export interface NoteChange {
  note?: Readonly<Record<string, string>> | undefined;
  /** ISO 8601; null: no reminder. */
  remindAt?: Readonly<Record<string, string | null>> | undefined;
}

/** Writes what people keep beside their secrets. A new date is told of anew. */
export async function changeNotes(
  tx: Transaction,
  { projectId, nodeId, actor }: { projectId: number; nodeId: string; actor: string },
  { note = {}, remindAt = {} }: NoteChange,
): Promise<void> {
  for (const key of new Set([...Object.keys(note), ...Object.keys(remindAt)])) {
    const text = note[key];
    const date = remindAt[key];
    const data = {
      ...(text === undefined ? {} : { note: text }),
      ...(date === undefined ? {} : { remindedAt: null, remindAt: dateOf(date) }),
    };
    const name = { projectId, nodeId, key };
    await tx.secretNote.upsert({
      where: { projectId_nodeId_key: name },
      create: { ...name, ...data },
      update: data,
    });
    const detail = date === undefined ? 'note' : `remind at ${date ?? 'no time'}`;
    const entry = { actor, projectId, target: key, action: 'secret.note', detail };
    await tx.auditEntry.create({ data: auditEntry(entry) });
  }
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
