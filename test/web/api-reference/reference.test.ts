import { describe, expect, test } from 'vitest';
import document from '../../../schema/openapi.json' with { type: 'json' };
import {
  findOperations,
  type OpenApiDocument,
  tagsOf,
} from '../../../web/api-reference/document.ts';
import {
  curlText,
  exampleOf,
  limitsText,
  type Schemas,
  typeText,
} from '../../../web/api-reference/schema-text.ts';

const api = document as unknown as OpenApiDocument;
const tags = tagsOf(api);
const operations = tags.flatMap((tag) => tag.operations);
const schemas: Schemas = api.components?.schemas ?? {};

describe('the API reference', () => {
  test('has every operation of the document, each with a name of its own', () => {
    const count = Object.values(api.paths).flatMap((path) => Object.keys(path)).length;
    expect(operations).toHaveLength(count);
    expect(new Set(operations.map(({ id }) => id)).size).toBe(count);
  });

  test('says who may: a permission, or anybody', () => {
    const permissionOf = (method: string, path: string) =>
      operations.find((each) => each.method === method && each.path === path)?.permission;
    expect(permissionOf('GET', '/api/v1/audit')).toBe('audit.read');
    expect(permissionOf('POST', '/api/v1/session')).toBe('');
  });

  test('every example can be made, and is JSON', () => {
    for (const { body } of operations) {
      if (body !== undefined) expect(() => JSON.stringify(exampleOf(body, schemas))).not.toThrow();
    }
  });

  test('finds by all words, in any order', () => {
    const found = findOperations(tags, 'EXPORT audit.read').flatMap((tag) => tag.operations);
    expect(found.map(({ path }) => path)).toEqual(['/api/v1/audit/export']);
    expect(findOperations(tags, 'no such thing')).toEqual([]);
  });

  test('a command names the token by a variable', () => {
    const create = operations.find(({ id }) => id === 'createToken');
    if (create === undefined) throw new Error('the document has no createToken');
    const text = curlText(create, schemas, 'https://central.example');
    expect(text).toContain("curl -X POST 'https://central.example/api/v1/tokens'");
    expect(text).toContain('$VPSPILOT_TOKEN');
    expect(text).toContain('-d \'{"name":');
  });
});

test.each([
  [{ type: 'string' }, 'string'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ type: 'string', format: 'date-time' }, 'time'],
  [{ type: 'array', items: { $ref: '#/components/schemas/Node' } }, 'Node[]'],
  [{ type: 'array', items: { enum: ['a', 'b'] } }, '("a" | "b")[]'],
  [{ anyOf: [{ $ref: '#/components/schemas/Deployment' }, { type: 'null' }] }, 'Deployment | null'],
  [{}, 'any'],
])('%j is written %s', (schema, text) => {
  expect(typeText(schema)).toBe(text);
});

test('limits are said in a few words', () => {
  expect(limitsText({ minimum: 1, maximum: 200, default: 50 })).toBe('1 to 200, default 50');
  expect(limitsText({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })).toBe('');
});

test('schemas that contain themselves have an end', () => {
  const tree: Schemas = {
    Tree: { type: 'object', required: ['left'], properties: { left: { $ref: '#/x/Tree' } } },
  };
  expect(JSON.stringify(exampleOf({ $ref: '#/x/Tree' }, tree)).length).toBeLessThan(200);
});
