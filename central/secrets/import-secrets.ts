import { UserError } from '../../lib/user-error.ts';
import type { Context } from '../context.ts';
import { type Finding, parseEnvText } from '../domain/env-text.ts';
import { type ChangedSecrets, changeSecrets } from './change-secrets.ts';
import { secretRows } from './secret-rows.ts';

export interface ImportPreview {
  added: string[];
  changed: string[];
  same: string[];
  /** Set now, and not in the text. */
  removed: string[];
  problems: Finding[];
  notes: Finding[];
}

interface Import {
  projectId: number;
  /** Empty: for every node. */
  nodeId: string;
  text: string;
}

/** What importing a text would do; names only. With a problem it would do nothing. */
export async function previewImport(context: Context, wish: Import): Promise<ImportPreview> {
  const { values, problems, notes } = parseEnvText(wish.text);
  if (problems.length > 0) return { ...nothing, problems, notes };
  return { ...(await compare(context, wish, values)), problems, notes };
}

const nothing = { added: [], changed: [], same: [], removed: [] };

/**
 * Sets what the text says, as one change; with `remove` it unsets what the text does not have.
 * A text that changes nothing is fine and makes no version.
 *
 * @throws UserError env_text_invalid, and what changeSecrets throws
 */
export async function importSecrets(
  context: Context,
  { remove, actor, ...wish }: Import & { remove: boolean; actor: string },
): Promise<ChangedSecrets> {
  const { values, problems } = parseEnvText(wish.text);
  if (problems.length > 0) throw invalid(problems);
  const { added, changed, removed } = await compare(context, wish, values);
  const unset = remove ? removed : [];
  const { projectId, nodeId } = wish;
  if (added.length + changed.length + unset.length === 0) {
    const where = { id: projectId };
    const project = await context.db.project.findUniqueOrThrow({ where });
    return { version: project.environmentVersion, hasNewValues: false };
  }
  const set = Object.fromEntries([...added, ...changed].map((key) => [key, values[key] ?? '']));
  return changeSecrets(context, { projectId, nodeId, set, unset, actor });
}

async function compare(
  context: Context,
  { projectId, nodeId }: Import,
  values: Readonly<Record<string, string>>,
): Promise<Omit<ImportPreview, 'problems' | 'notes'>> {
  const rows = await secretRows(context.db, projectId);
  const present = new Map<string, string>();
  for (const { key, value } of rows.filter((row) => row.nodeId === nodeId)) {
    present.set(key, await context.secretBox.open(value));
  }
  const keys = Object.keys(values).sort();
  return {
    added: keys.filter((key) => !present.has(key)),
    changed: keys.filter((key) => present.has(key) && present.get(key) !== values[key]),
    same: keys.filter((key) => present.get(key) === values[key]),
    removed: [...present.keys()].filter((key) => !Object.hasOwn(values, key)),
  };
}

const problemsShown = 5;

function invalid(problems: readonly Finding[]): UserError {
  const shown = problems
    .slice(0, problemsShown)
    .map(({ line, message }) => `Line ${line}: ${message}`);
  const more = problems.length - shown.length;
  const text = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('. ');
  return new UserError('env_text_invalid', text, { hint: 'Nothing was changed; mend the text' });
}
