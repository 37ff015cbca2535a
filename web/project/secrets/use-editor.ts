import { useState } from 'react';
import type { components } from '../../../lib/api/openapi.ts';
import { useToast } from '../../components/toast.tsx';
import {
  type Draft,
  draftAdd,
  draftEdit,
  draftProblems,
  draftRemove,
  draftUndo,
  emptyDraft,
  entryId,
  type SecretEdit,
} from './draft.ts';
import { draftConflicts, keepMine, takeTheirs } from './draft-changes.ts';
import { type SecretRow, secretRows } from './rows.ts';
import { isOutrun, type SecretList, useSaveDraft } from './use-secrets.ts';

type Project = components['schemas']['Project'];

/** What the page does with its draft. */
export type Editor = ReturnType<typeof useEditor>;

/** The draft of one visit to the page, against what is stored now. */
export function useEditor(project: Project, list: SecretList) {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const names = new Map(list.items.map(({ node, nodeName }) => [node, nodeName]));
  names.set(project.node.id, project.node.name);
  const nodeName = (id: string) => names.get(id) ?? undefined;
  const rows = secretRows({ ...list, draft, nodeName });
  const saving = useSaving(project.slug, draft, list, () => setDraft(emptyDraft));
  // What is being saved may be in the list before the answer comes: it is no conflict with itself.
  const against = saving.isSaving ? undefined : list.items;
  const conflicts = against === undefined ? [] : draftConflicts(draft, against);
  return {
    ...{ draft, rows, conflicts, nodeName, replace: setDraft, ...saving },
    problems: draftProblems(draft, against ?? []),
    taken: new Set(rows.filter(({ node }) => node === null).map(({ key }) => key)),
    add: (key: string, value: string) => setDraft(draftAdd(draft, { key, node: null, value })),
    change: ({ key, node, stored }: SecretRow, edit: SecretEdit) =>
      setDraft(
        stored === undefined
          ? draftAdd(draft, { ...edit, key, node })
          : draftEdit(draft, stored, edit),
      ),
    remove: ({ stored }: SecretRow) => {
      if (stored !== undefined) setDraft(draftRemove(draft, stored));
    },
    undo: ({ id }: SecretRow) => setDraft(draftUndo(draft, id)),
    overrideOf: (row: SecretRow) => overrideOf(row, project.node),
    keepMine: () => setDraft(keepMine(draft, list.items)),
    takeTheirs: () => setDraft(takeTheirs(draft, conflicts)),
  };
}

/** A row for a value of its own on the project's node, not saved yet. */
function overrideOf({ key, stored }: SecretRow, node: { id: string; name: string }): SecretRow {
  return {
    ...{ id: entryId({ key, node: node.id }), key, node: node.id, nodeName: node.name },
    ...{ stored: undefined, isUnused: false, overriddenOn: [] },
    entry: {
      ...{ key, node: node.id, change: 'added', baseVersion: 0 },
      ...(stored === undefined ? {} : { kind: stored.kind }),
    },
  };
}

function useSaving(project: string, draft: Draft, list: SecretList, onSaved: () => void) {
  const [isAsking, setAsking] = useState(false);
  const toast = useToast();
  const save = useSaveDraft(project);
  const run = async (apply: boolean) => {
    try {
      const answer = await save.mutateAsync({ draft, etag: list.etag, apply });
      onSaved();
      setAsking(false);
      const deployment = answer?.deployment ?? null;
      toast('Saved', {
        detail:
          deployment === null
            ? undefined
            : `Release ${deployment.number} starts with the new values`,
      });
    } catch (error) {
      // The list has been read again: the page says now what the others have changed.
      if (isOutrun(error)) setAsking(false);
    }
  };
  return {
    isAsking,
    isSaving: save.isPending,
    saveError: save.error,
    save: run,
    askToSave: () => {
      save.reset();
      setAsking(true);
    },
    closeSave: () => setAsking(false),
  };
}
