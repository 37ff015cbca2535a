/** Writes docs/templates: one page per type of project, from the tables that the agent uses and from examples/. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { templatePages } from './template-docs/pages.ts';

const folder = new URL('../docs/templates/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(templatePages())) {
  writeFileSync(new URL(name, folder), text);
}
