/** What a go.mod or go.work says, as far as it decides what is fetched. */
export interface GoMod {
  module: string | undefined;
  requires: readonly { path: string; version: string }[];
  /** `replace path => ../folder` */
  replacedByFolders: readonly { path: string; folder: string }[];
  /** Folders named by `use`, in a go.work. */
  uses: readonly string[];
}

/** Reads the directives, single or in blocks; what it does not know it leaves to Go. */
export function parseGoMod(text: string): GoMod {
  const directives = directivesOf(text);
  const of = (name: string) => directives.filter(([first]) => first === name);
  return {
    module: of('module')[0]?.[1],
    requires: of('require').flatMap(([, path, version]) =>
      path === undefined || version === undefined ? [] : [{ path, version }],
    ),
    replacedByFolders: of('replace').flatMap((words) => {
      const folder = words[words.indexOf('=>') + 1] ?? '';
      const [, path = ''] = words;
      return /^(?:\.{1,2}(?:\/|$)|\/)/.test(folder) ? [{ path, folder }] : [];
    }),
    uses: of('use').flatMap(([, folder]) => (folder === undefined ? [] : [folder])),
  };
}

/** Words of each directive: `require (\n a v1\n)` gives [require, a, v1]. */
function directivesOf(text: string): string[][] {
  const found: string[][] = [];
  let block: string | undefined;
  for (const line of text.split('\n')) {
    const words = wordsOf(line);
    const [first, second] = words;
    if (first === undefined) continue;
    if (block !== undefined && first === ')') block = undefined;
    else if (block !== undefined) found.push([block, ...words]);
    else if (second === '(') block = first;
    else found.push(words);
  }
  return found;
}

function wordsOf(line: string): string[] {
  const code = line.replace(/\/\/.*$/, '');
  const words = code.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|[()]|[^\s()]+/g) ?? [];
  return words.map((word) => word.replace(/^(["`])(.*)\1$/, '$2'));
}
