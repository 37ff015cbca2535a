import type { SourceFiles } from './source-files.ts';

/** A JSON file's object; undefined when there is none or it is something else. */
export function jsonOf(files: SourceFiles, path: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(files.read(path) ?? '');
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
