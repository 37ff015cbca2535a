import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readToolchainTable } from '../../../lib/toolchains/read-table.ts';
import { versionsReference } from '../../../lib/toolchains/reference.ts';

test('docs/versions.md is what the table says', () => {
  const page = readFileSync(new URL('../../../docs/versions.md', import.meta.url), 'utf8');
  expect(page, 'npm run generate').toBe(versionsReference(readToolchainTable()));
});
