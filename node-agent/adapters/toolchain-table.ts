import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ToolchainTable } from '../domain/toolchains.ts';

/** The folder of templates: beside the source tree, or beside the bundled agent. */
export function templatesDirectory(): string {
  const here = import.meta.dirname;
  const candidates = [join(here, '../../templates'), join(here, 'templates')];
  const found = candidates.find((candidate) => existsSync(join(candidate, 'toolchains.json')));
  if (found === undefined)
    throw new Error(`templates are missing: looked in ${candidates.join(', ')}`);
  return found;
}

/** The version table, read once. */
export function readToolchainTable(directory = templatesDirectory()): ToolchainTable {
  return JSON.parse(readFileSync(join(directory, 'toolchains.json'), 'utf8')) as ToolchainTable;
}
