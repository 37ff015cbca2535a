import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configJsonSchema, type SchemaNode } from '../../../lib/app-config/json-schema.ts';
import { configReference } from '../../../lib/app-config/reference.ts';
import { ignoredKeys, renamedKeys } from '../../../lib/app-config/renamed-keys.ts';

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const mend = 'node scripts/generate-config-docs.ts';

test('the committed JSON Schema is the one of the schema', () => {
  expect(JSON.parse(file('schema/config.vpspilot.schema.json')), mend).toEqual(configJsonSchema());
});

test('the committed reference is the one of the schema', () => {
  expect(file('docs/config-reference.md'), mend).toBe(configReference());
});

function undescribed(node: SchemaNode, path: string): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, inner]) => [
    ...(inner.description ? [] : [`${path}${key}`]),
    ...undescribed(inner, `${path}${key}.`),
    ...undescribed(inner.items ?? {}, `${path}${key}[].`),
  ]);
}

test('every key has a description', () => {
  expect(undescribed(configJsonSchema(), '')).toEqual([]);
});

test('the reference names every older key', () => {
  const reference = configReference();
  for (const key of [...renamedKeys.map(({ from }) => from), ...Object.keys(ignoredKeys)]) {
    expect(reference).toContain(`\`${key}\``);
  }
});
