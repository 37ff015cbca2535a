/** A little repository, as people have them, and what should come of it. */
export interface Repository {
  files: Readonly<Record<string, string>>;
  expected: object;
  warnings?: readonly RegExp[];
}

export const json = (value: unknown) => JSON.stringify(value, undefined, 2);
export const lock = { 'package-lock.json': '{}' };
