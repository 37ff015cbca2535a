import type { Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { currentPlaceholders } from './placeholders.ts';
import { rowName, type SecretKind, type SecretRow, secretRows } from './secret-rows.ts';

/** What is shown of a secret to whoever may see the project. */
export interface DescribedSecret {
  key: string;
  /** Empty: for every node. */
  nodeId: string;
  nodeName: string | null;
  kind: SecretKind;
  /** Of a plain one. */
  value: string | null;
  /** Version of the environment in which it was last set. */
  version: number;
  updatedAt: Date;
  updatedBy: string;
  note: string;
  remindAt: Date | null;
}

export interface ProjectSecrets {
  environmentVersion: number;
  /** Of the live release. */
  appliedVersion: number | null;
  /** The live release lacks a change that concerns it. */
  pending: boolean;
  items: DescribedSecret[];
  /** What the newest config file asks for. */
  placeholders: string[];
  missing: string[];
  unused: string[];
}

/** A project's secrets, and how they fit to its config file and its live release. */
export async function describeSecrets(context: Context, project: Project): Promise<ProjectSecrets> {
  const { id: projectId, environmentVersion, nodeId } = project;
  const rows = await secretRows(context.db, projectId);
  const live = await context.db.deployment.findFirst({
    where: { projectId, state: 'live' },
    orderBy: { number: 'desc' },
    select: { environmentVersion: true },
  });
  const placeholders = await currentPlaceholders(context, projectId);
  const appliedVersion = live?.environmentVersion ?? null;
  const given = new Set(rows.filter((row) => concerns(row, nodeId)).map(({ key }) => key));
  const keys = [...new Set(rows.map(({ key }) => key))];
  return {
    ...{ environmentVersion, appliedVersion },
    pending: appliedVersion !== null && (await hasNews(context, project, appliedVersion)),
    items: await describeRows(context, projectId, rows),
    placeholders: placeholders ?? [],
    missing: (placeholders ?? []).filter((name) => !given.has(name)),
    unused: placeholders === undefined ? [] : keys.filter((key) => !placeholders.includes(key)),
  };
}

function concerns(row: { nodeId: string }, nodeId: string): boolean {
  return row.nodeId === '' || row.nodeId === nodeId;
}

/** Values of other nodes do not concern the live release. */
async function hasNews({ db }: Context, { id, nodeId }: Project, since: number): Promise<boolean> {
  const news = await db.secretVersion.findFirst({
    where: { projectId: id, nodeId: { in: ['', nodeId] }, version: { gt: since } },
    select: { id: true },
  });
  return news !== null;
}

async function describeRows(
  { db, secretBox }: Context,
  projectId: number,
  rows: readonly SecretRow[],
): Promise<DescribedSecret[]> {
  const notes = await db.secretNote.findMany({ where: { projectId } });
  const noteOf = new Map(notes.map((note) => [rowName(note), note]));
  const ids = [...new Set(rows.map(({ nodeId }) => nodeId))].filter((id) => id !== '');
  const nodes = await db.node.findMany({ where: { id: { in: ids } } });
  const nameOf = new Map(nodes.map(({ id, name }) => [id, name]));
  return Promise.all(
    rows.map(async (row) => {
      const { key, nodeId, version, createdAt: updatedAt, createdBy: updatedBy } = row;
      const note = noteOf.get(rowName(row));
      const kind = row.kind as SecretKind;
      return {
        ...{ key, nodeId, kind, version, updatedAt, updatedBy },
        nodeName: nodeId === '' ? null : (nameOf.get(nodeId) ?? nodeId),
        value: kind === 'plain' ? await secretBox.open(row.value) : null,
        note: note?.note ?? '',
        remindAt: note?.remindAt ?? null,
      };
    }),
  );
}
