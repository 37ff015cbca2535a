/**
 * What central demands of names and values, said while one types. Central has the last word, and a
 * test compares: its own rules would bring the config file's whole schema into the browser.
 */

/** As in lib/app-config/rules.ts. */
export const secretKeyPattern = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

/** Central refuses longer ones: Linux gives a single variable 128 KiB. */
export const secretValueMaxBytes = 64 * 1024;

/** Why this cannot name a secret; undefined when it can. */
export function keyProblem(key: string): string | undefined {
  if (key === '') return 'Give it a name: DATABASE_URL';
  if (key.length > 128) return 'At most 128 characters';
  if (/^\d/.test(key)) return 'A name does not begin with a digit';
  if (!secretKeyPattern.test(key)) return 'Letters, digits and _ only, like DATABASE_URL';
  if (key === 'PORT') return 'vpspilot gives each release its own PORT';
  if (key.startsWith('VPSPILOT_'))
    return 'Names that begin with VPSPILOT_ are set by vpspilot itself';
  return undefined;
}

/** Why this cannot be a value; undefined when it can. The value is never part of the sentence. */
export function valueProblem(value: string): string | undefined {
  const bytes = new TextEncoder().encode(value).length;
  if (bytes > secretValueMaxBytes) {
    return `${Math.ceil(bytes / 1024)} KB do not fit into an environment variable; at most 64 KB do`;
  }
  if (value.includes('\0') || !value.isWellFormed()) {
    return 'This is not text; encode binary values, for example as base64';
  }
  return undefined;
}

/** What is allowed and yet often a slip; undefined when nothing strikes the eye. */
export function valueWarning(value: string): string | undefined {
  if (value === '') return 'The value is empty: the application gets an empty text';
  if (value !== value.trim()) return 'There is white space at the beginning or end';
  if (/^(["'`]).*\1$/s.test(value)) return 'The quotes are part of the value';
  return undefined;
}
