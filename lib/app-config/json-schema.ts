/** The JSON Schema of config.vpspilot.json, for editors and for central's /config.schema.json. */
import * as z from 'zod';
import { numbersAsText } from './normalise.ts';
import { ignoredKeys, renamedKeys } from './renamed-keys.ts';
import { appConfigSchema } from './schema.ts';

/** A JSON Schema as far as we read it ourselves. */
export interface SchemaNode {
  type?: string | string[];
  description?: string;
  default?: unknown;
  examples?: unknown[];
  enum?: unknown[];
  pattern?: string;
  deprecated?: boolean;
  properties?: Record<string, SchemaNode>;
  additionalProperties?: boolean | SchemaNode;
  items?: SchemaNode;
  required?: string[];
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  maxLength?: number;
  [key: string]: unknown;
}

/** JSON Schema (draft 7, which every editor knows) of what authors write; older keys are marked deprecated. */
export function configJsonSchema(): SchemaNode {
  const schema = z.toJSONSchema(appConfigSchema, { target: 'draft-07', io: 'input' }) as SchemaNode;
  for (const path of numbersAsText) allowNumbers(schema, path);
  for (const { from, to } of renamedKeys) addDeprecated(schema, from, `Older name of \`${to}\`.`);
  for (const [key, reason] of Object.entries(ignoredKeys)) {
    addDeprecated(schema, key, `Ignored: ${reason}.`);
  }
  // `type` may come from an older key.
  schema.required = (schema.required ?? []).filter((key) => key !== 'type');
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'config.vpspilot.json',
    description: 'What vpspilot needs to know to build, start and watch a project.',
    ...schema,
    allowTrailingCommas: true,
  };
}

function allowNumbers(schema: SchemaNode, path: string): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<SchemaNode | undefined>(
    (node, key) => node?.properties?.[key],
    schema,
  );
  const targets =
    last === '*'
      ? [...Object.values(parent?.properties ?? {}), parent?.additionalProperties]
      : [parent?.properties?.[last]];
  for (const target of targets) {
    if (typeof target !== 'object' || target.type !== 'string') continue;
    target.type = /(?:env|ini)\.\*$/.test(path)
      ? ['string', 'number', 'boolean']
      : ['string', 'number'];
  }
}

function addDeprecated(schema: SchemaNode, path: string, description: string): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce(
    (node, key) =>
      property(node, key, { type: 'object', deprecated: true, description: 'Older form.' }),
    schema,
  );
  property(parent, last, { deprecated: true, description });
}

/** The node's property; made from `otherwise` when it is not there. */
function property(node: SchemaNode, key: string, otherwise: SchemaNode): SchemaNode {
  node.properties ??= {};
  const found = node.properties[key] ?? otherwise;
  node.properties[key] = found;
  return found;
}
