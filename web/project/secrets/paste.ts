/** Tells whether pasted text is a bunch of KEY=VALUE lines and not one name or one value. */
const assignment = /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=/;

/** A file of this size is no .env file; larger ones are not even read. */
export const importFileMaxBytes = 1024 * 1024;

/**
 * True for text that means an import when it is pasted where one name is expected: KEY=VALUE lines,
 * with comments and empty lines between them.
 */
export function looksLikeAssignments(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(#|$)/.test(line));
  const [first = ''] = lines;
  return assignment.test(first);
}
