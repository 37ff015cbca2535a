/** What comes from a repository may be anything; what is written must be what the schema accepts. */

const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const commandLengthMax = 4_000;

export function isCommand(text: string): boolean {
  return (
    text.trim() !== '' &&
    text.length <= commandLengthMax &&
    !unprintable.test(text.replaceAll('\t', ' ')) &&
    !/\{\{.*\}\}/.test(text)
  );
}

/** A folder of the repository that may stand in the config file. */
export function isPath(path: string): boolean {
  return (
    /^(?!\.\.?$)[\w.@+][\w.@ +-]{0,99}(\/(?!\.\.?(\/|$))[\w.@+][\w.@ +-]{0,99}){0,9}$/.test(path) &&
    path.length <= 300
  );
}

/** A word that needs no quotes in a shell. */
export function isPlainWord(text: string): boolean {
  return /^[\w@%+=:,./][\w@%+=:,./-]*$/.test(text) && text.length <= 200;
}

export function plainName(text: string): string {
  const name = text
    .replace(/[^\p{L}\p{N} ._-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60)
    .trim();
  return name === '' ? 'my-app' : name;
}
