import type { SourceFiles } from './source-files.ts';

type JsonObject = Record<string, unknown>;

/** package.json is asked a dozen times. */
const parsed = new WeakMap<SourceFiles, Map<string, JsonObject | undefined>>();

/** A JSON file's object; undefined when there is none or it is something else. */
export function jsonOf(files: SourceFiles, path: string): JsonObject | undefined {
  const known = parsed.get(files) ?? new Map<string, JsonObject | undefined>();
  parsed.set(files, known);
  if (!known.has(path)) known.set(path, parseObject(files.read(path)));
  return known.get(path);
}

function parseObject(text: string | undefined): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The value at "a.b.c". */
export function valueAt(root: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
      root,
    );
}

/** The text at "a.b.c"; numbers count as text. */
export function textAt(root: unknown, path: string): string | undefined {
  const value = valueAt(root, path);
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;
}

/** Keys of the object at a path. */
export function keysAt(root: unknown, path: string): string[] {
  const value = valueAt(root, path);
  return isObject(value) ? Object.keys(value) : [];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
