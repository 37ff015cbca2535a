import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readToolchainTable as readTable } from '../../lib/toolchains/read-table.ts';
import type { ToolchainTable } from '../../lib/toolchains/table.ts';

/** The folder of templates: beside the source tree, or beside the bundled agent. */
export function templatesDirectory(): string {
  const here = import.meta.dirname;
  const candidates = [join(here, '../../templates'), join(here, 'templates')];
  const found = candidates.find((candidate) => existsSync(join(candidate, 'toolchains.json')));
  if (found === undefined)
    throw new Error(`templates are missing: looked in ${candidates.join(', ')}`);
  return found;
}

/** The version table that this agent was built with. */
export function readToolchainTable(): ToolchainTable {
  return readTable(templatesDirectory());
}
