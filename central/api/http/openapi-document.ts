import { STATUS_CODES } from 'node:http';

/** What the OpenAPI document gets on top of what the routes' schemas say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const problemResponse = { $ref: '#/components/responses/Problem' };

/**
 * Every answer that is no success is a problem; what validation alone needs is left out; parts that
 * nothing names go; the order is always the same.
 */
export function finishDocument(document: JsonObject): JsonObject {
  const { components, paths, ...rest } = document;
  const { schemas, ...otherComponents } = object(components);
  const answered = mapValues(object(paths), (path) =>
    Object.fromEntries(
      Object.entries(object(path)).map(([method, one]) => [method, finished(method, object(one))]),
    ),
  );
  const responses = {
    Problem: {
      description: 'What went wrong: a stable code, a sentence, and what to do next',
      content: { 'application/problem+json': { schema: ref('Problem') } },
    },
  };
  const kept = usedSchemas({ answered, responses }, object(schemas));
  return plain({
    ...rest,
    paths: sorted(answered),
    components: { ...otherComponents, responses, schemas: sorted(kept) },
  }) as JsonObject;
}

function finished(method: string, operation: JsonObject): JsonObject {
  const { responses, parameters, ...rest } = operation;
  const named = Array.isArray(parameters) ? parameters : [];
  const isPublic = JSON.stringify(rest['security']) === '[]';
  const more = isPublic ? [] : (headersOf[method] ?? []);
  const own = Object.entries(object(responses)).map(([status, one]) => [
    status,
    described(status, object(one)),
  ]);
  const all = { ...Object.fromEntries(own), '4XX': problemResponse, '5XX': problemResponse };
  const taken = [...named, ...more];
  return { ...rest, ...(taken.length === 0 ? {} : { parameters: taken }), responses: all };
}

function headerParameter(name: string, description: string): JsonObject {
  const schema = { type: 'string', maxLength: 200 };
  return { in: 'header', name, required: false, description, schema };
}

const ifMatch = headerParameter(
  'if-match',
  'The etag of what is to be changed; 412 when it is new',
);
/** What every change takes, by its method. */
const headersOf: Readonly<Record<string, readonly JsonObject[]>> = {
  post: [headerParameter('idempotency-key', 'The same key is the same request: it happens once')],
  put: [ifMatch],
  patch: [ifMatch],
  delete: [ifMatch],
};

function described(status: string, { description, content, ...rest }: JsonObject): JsonObject {
  const text = description === 'Default Response' ? STATUS_CODES[status] : description;
  const hasContent = status !== '204' && content !== undefined;
  return { description: text ?? '', ...rest, ...(hasContent ? { content } : {}) };
}

/** The schemas that are reachable from `roots`. */
function usedSchemas(roots: Json, schemas: JsonObject): JsonObject {
  const used = new Set<string>();
  const visit = (part: Json) => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(schemas[name] ?? null);
    }
  };
  visit(roots);
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
}

/** Without what says nothing: bounds of every integer, patterns of what a format names. */
function plain(part: Json): Json {
  if (Array.isArray(part)) return part.map(plain);
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).filter(([key, value]) => !isNoise(part, key, value));
  return Object.fromEntries(entries.map(([key, value]) => [key, plain(value)]));
}

function isNoise(owner: JsonObject, key: string, value: Json): boolean {
  if (key === 'minimum' || key === 'maximum') return Math.abs(Number(value)) === 2 ** 53 - 1;
  return key === 'pattern' && typeof owner['format'] === 'string';
}

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

function object(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function mapValues(value: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, change(one)]));
}

function sorted(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
