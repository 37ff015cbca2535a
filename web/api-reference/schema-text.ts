import type { Operation, Schema } from './document.ts';

export type Schemas = Readonly<Record<string, Schema>>;

const depthMax = 6;

/** Name of a schema that is used in many places; undefined for one without a name. */
export function nameOf(schema: Schema): string | undefined {
  return schema.$ref?.split('/').at(-1);
}

/** The schema itself behind a reference. */
export function resolve(schema: Schema, schemas: Schemas): Schema {
  const name = nameOf(schema);
  return name === undefined ? schema : (schemas[name] ?? {});
}

/** A type as people write it: 'string | null', 'Deployment[]', '"live" | "failed"'. */
export function typeText(schema: Schema): string {
  const name = nameOf(schema);
  if (name !== undefined) return name;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map(typeText).join(' | ');
  if (schema.enum !== undefined) return schema.enum.map((each) => JSON.stringify(each)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const types = [schema.type ?? 'any'].flat();
  return types
    .map((type) => (type === 'array' ? arrayText(schema) : wordFor(type, schema)))
    .join(' | ');
}

function arrayText({ items }: Schema): string {
  const item = items === undefined ? 'any' : typeText(items);
  return item.includes(' ') ? `(${item})[]` : `${item}[]`;
}

function wordFor(type: string, { format }: Schema): string {
  return type === 'string' && format === 'date-time' ? 'time' : type;
}

/** What a value must keep to, in a few words. */
export function limitsText({
  minimum,
  maximum,
  maxLength,
  pattern,
  default: usual,
}: Schema): string {
  const hasMaximum = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  return [
    minimum === undefined || !hasMaximum ? '' : `${minimum} to ${maximum}`,
    maxLength === undefined ? '' : `at most ${maxLength} characters`,
    pattern === undefined || pattern.length > 60 ? '' : `matches ${pattern}`,
    usual === undefined ? '' : `default ${JSON.stringify(usual)}`,
  ]
    .filter((text) => text !== '')
    .join(', ');
}

/** A value that a schema allows. */
export function exampleOf(schema: Schema, schemas: Schemas, depth = 0): unknown {
  const found = resolve(schema, schemas);
  const choice = (found.anyOf ?? found.oneOf)?.[0];
  if (choice !== undefined) return exampleOf(choice, schemas, depth + 1);
  if (found.const !== undefined) return found.const;
  if (found.enum !== undefined) return found.enum[0];
  if (found.default !== undefined) return found.default;
  if (depth > depthMax) return null;
  return exampleOfType([found.type ?? 'object'].flat()[0] ?? 'object', found, schemas, depth);
}

function exampleOfType(type: string, schema: Schema, schemas: Schemas, depth: number): unknown {
  switch (type) {
    case 'object':
      return exampleObject(schema, schemas, depth);
    case 'array':
      return schema.items === undefined ? [] : [exampleOf(schema.items, schemas, depth + 1)];
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return schema.minimum !== undefined && schema.minimum > 0 ? schema.minimum : 1;
    case 'null':
      return null;
    default:
      return schema.format === 'date-time' ? '2026-01-31T12:00:00.000Z' : '…';
  }
}

function exampleObject({ properties = {}, required }: Schema, schemas: Schemas, depth: number) {
  // A request's optional parts would only hide what it needs.
  const names = required ?? Object.keys(properties);
  return Object.fromEntries(
    names.map((name) => [name, exampleOf(properties[name] ?? {}, schemas, depth + 1)]),
  );
}

/** A command that calls an operation; the token is a variable, so that it stays out of the shell's history. */
export function curlText(operation: Operation, schemas: Schemas, origin: string): string {
  const { method, path, body, permission, answers } = operation;
  const isStream = answers.some(({ types }) => types.includes('text/event-stream'));
  const parts = [
    `curl${isStream ? ' -N' : ''}${method === 'GET' ? '' : ` -X ${method}`} ${quoted(`${origin}${path}`)}`,
    permission === '' ? '' : '-H "Authorization: Bearer $VPSPILOT_TOKEN"',
    body === undefined ? '' : "-H 'content-type: application/json'",
    body === undefined ? '' : `-d ${quoted(JSON.stringify(exampleOf(body, schemas)))}`,
  ];
  return parts.filter((part) => part !== '').join(' \\\n  ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
