/** As much of an OpenAPI 3.1 document as the page shows. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  const?: unknown;
  enum?: readonly unknown[];
  format?: string;
  pattern?: string;
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}

type Content = Readonly<Record<string, { schema?: Schema }>>;

interface RawOperation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: readonly string[];
  parameters?: readonly Parameter[];
  requestBody?: { content?: Content };
  responses?: Readonly<Record<string, { description?: string; content?: Content }>>;
  security?: readonly unknown[];
}

export interface OpenApiDocument {
  info?: { description?: string };
  paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  components?: { schemas?: Readonly<Record<string, Schema>> };
}

export interface Answer {
  status: string;
  description: string;
  types: readonly string[];
  schema: Schema | undefined;
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  summary: string;
  /** Empty: anybody. */
  permission: string;
  notes: string;
  parameters: readonly Parameter[];
  body: Schema | undefined;
  answers: readonly Answer[];
}

export interface Tag {
  name: string;
  operations: readonly Operation[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** Every operation, grouped by tag in the document's order. */
export function tagsOf(document: OpenApiDocument): readonly Tag[] {
  const tags = new Map<string, Operation[]>();
  for (const [path, byMethod] of Object.entries(document.paths)) {
    for (const method of methods) {
      const raw = byMethod[method];
      if (raw === undefined) continue;
      const name = raw.tags?.[0] ?? 'other';
      tags.set(name, [...(tags.get(name) ?? []), operationOf(method, path, raw)]);
    }
  }
  return [...tags].map(([name, operations]) => ({ name, operations }));
}

function operationOf(method: string, path: string, raw: RawOperation): Operation {
  const description = raw.description ?? '';
  const permission = /Permission: ([\w.]+)/.exec(description)?.[1] ?? '';
  return {
    id: raw.operationId ?? `${method}${path.replaceAll(/\W+/g, '-')}`,
    method: method.toUpperCase(),
    path,
    summary: raw.summary ?? '',
    permission,
    notes: description.replace(/Permission: [\w.]+\.?\s*/, '').trim(),
    parameters: (raw.parameters ?? []).filter(({ name }) => name !== undefined),
    body: Object.values(raw.requestBody?.content ?? {})[0]?.schema,
    answers: Object.entries(raw.responses ?? {})
      .filter(([status]) => /^2/.test(status))
      .map(([status, { description: text = '', content = {} }]) => ({
        ...{ status, description: text, types: Object.keys(content) },
        schema: Object.values(content)[0]?.schema,
      })),
  };
}

/** The tags with only the operations that have a word in their path, summary or name. */
export function findOperations(tags: readonly Tag[], wanted: string): readonly Tag[] {
  const words = wanted.toLowerCase().split(/\s+/);
  const matches = ({ method, path, summary, id, permission }: Operation) => {
    const text = `${method} ${path} ${summary} ${id} ${permission}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return tags
    .map(({ name, operations }) => ({ name, operations: operations.filter(matches) }))
    .filter(({ operations }) => operations.length > 0);
}
