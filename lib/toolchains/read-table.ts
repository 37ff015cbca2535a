import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ToolchainTable } from './table.ts';

/** The version table of a folder of templates. */
export function readToolchainTable(
  directory = join(import.meta.dirname, '../../templates'),
): ToolchainTable {
  return JSON.parse(readFileSync(join(directory, 'toolchains.json'), 'utf8')) as ToolchainTable;
}
