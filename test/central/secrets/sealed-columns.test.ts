import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sealedColumns } from '../../../central/secrets/sealed-columns.ts';

const schema = readFileSync(join(import.meta.dirname, '../../../prisma/schema.prisma'), 'utf8');

/** "table.column" of each field with "JWE" in its comment. */
function sealedBySchema(): string[] {
  return schema.split(/^model /m).flatMap((model) => {
    const table = /@@map\("(\w+)"\)/.exec(model)?.[1];
    const fields = model.matchAll(/((?:^ *\/\/\/.*\n)+) +(\w+) .*$/gm);
    return [...fields]
      .filter(([, comment]) => comment?.includes('JWE'))
      .map(([line, , name]) => `${table}.${/@map\("(\w+)"\)/.exec(line)?.[1] ?? name}`);
  });
}

test('every column that the schema calls sealed is sealed anew when the master key is rotated', () => {
  const known = sealedColumns.map(({ table, column }) => `${table}.${column}`);
  expect(known.toSorted()).toEqual(sealedBySchema().toSorted());
  expect(known).toContain('project_env_vars.value');
});
