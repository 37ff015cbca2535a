import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Router } from 'wouter';
import { draftAdd, draftEdit, emptyDraft } from '../../../web/project/secrets/draft.ts';
import { type Secret, secretRows } from '../../../web/project/secrets/rows.ts';
import { SaveDialog } from '../../../web/project/secrets/save-dialog.tsx';
import { SecretTable } from '../../../web/project/secrets/secret-table.tsx';
import type { ShownValues } from '../../../web/project/secrets/use-shown-values.ts';

const canary = 'POISON-in-the-page';

function secret(key: string, change: Partial<Secret> = {}): Secret {
  return {
    ...{ key, node: null, nodeName: null, kind: 'sensitive', value: null, version: 1 },
    ...{ updatedAt: '2026-01-01T00:00:00Z', updatedBy: 'anna', remindAt: null, note: '' },
    ...change,
  };
}

function shownValues(values: Record<string, string> = {}): ShownValues {
  const nothing = () => undefined;
  return { valueOf: (id) => values[id], show: nothing, hide: nothing, hideAll: nothing };
}

function markup(element: ReactElement): string {
  return renderToStaticMarkup(createElement(Router, { ssrPath: '/' }, element));
}

interface Shown {
  draft?: typeof emptyDraft;
  values?: Record<string, string>;
  mayReveal?: boolean;
}

function markupOf(
  items: Secret[],
  { draft = emptyDraft, values = {}, mayReveal = true }: Shown = {},
): string {
  const rows = secretRows({ items, unused: [], draft, nodeName: () => undefined });
  return markup(
    createElement(SecretTable, {
      ...{ rows, shown: shownValues(values), problems: new Map(), actions: undefined },
      reveal: mayReveal ? () => Promise.resolve(canary) : undefined,
    }),
  );
}

describe('values in the page', () => {
  test('a value that was typed and not saved is in no attribute and no text', () => {
    const draft = draftAdd(draftEdit(emptyDraft, secret('A'), { value: canary }), {
      ...{ key: 'B', node: null, value: canary },
    });
    const table = markupOf([secret('A')], { draft });
    expect(table).toContain('new value, 18 characters');
    expect(table).not.toContain(canary);
    const dialog = createElement(SaveDialog, {
      ...{ draft, nodeName: () => undefined, isLive: true, isSaving: false, error: null },
      ...{ onSave: () => undefined, onClose: () => undefined },
    });
    expect(markup(dialog)).not.toContain(canary);
  });

  test('a sensitive value is there only while it is shown', () => {
    expect(markupOf([secret('A')])).not.toContain(canary);
    expect(markupOf([secret('A')], { values: { '/A': canary } })).toContain(canary);
  });

  test('who may not see values gets no buttons for it', () => {
    expect(markupOf([secret('A')])).toContain('Show A');
    expect(markupOf([secret('A')], { mayReveal: false })).not.toMatch(/Show A|Copy A/);
  });

  test('what others have written is text', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const table = markupOf([
      secret('A', { note: evil, updatedBy: evil, kind: 'plain', value: evil }),
      secret('A', { node: 'n', nodeName: evil }),
    ]);
    expect(table).not.toContain('<img');
    expect(table).toContain('&lt;img');
  });
});
