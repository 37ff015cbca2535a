/** Writes what is made from the schema of config.vpspilot.json: the JSON Schema for editors and the reference. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { configJsonSchema } from '../lib/app-config/json-schema.ts';
import { configReference } from '../lib/app-config/reference.ts';

const root = new URL('../', import.meta.url);
mkdirSync(new URL('schema/', root), { recursive: true });
const schema = `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
writeFileSync(new URL('schema/config.vpspilot.schema.json', root), schema);
writeFileSync(new URL('docs/config-reference.md', root), configReference());
