/** Writes docs/versions.md from the version table. */
import { writeFileSync } from 'node:fs';
import { readToolchainTable } from '../lib/toolchains/read-table.ts';
import { versionsReference } from '../lib/toolchains/reference.ts';

writeFileSync(
  new URL('../docs/versions.md', import.meta.url),
  versionsReference(readToolchainTable()),
);
