/**
 * One word of a POSIX shell which expands to exactly `text`. Used for what a user wrote, inside
 * scripts that run in the build sandbox or in the application's own unit.
 *
 * @throws TypeError when the text holds NUL: no process argument can.
 */
export function shellWord(text: string): string {
  if (text.includes('\0')) throw new TypeError('a shell word cannot hold a NUL character');
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What a shell accepts as the name of a variable. */
export const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `export NAME='value'`, the value taken literally. */
export function exportLine(name: string, value: string): string {
  if (!variableName.test(name)) throw new TypeError(`not the name of a variable: ${name}`);
  return `export ${name}=${shellWord(value)}`;
}
