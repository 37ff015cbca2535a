/** What each package needs: of every group one, best first. */
export type Dependencies = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Reads what `apt-cache depends --recurse` prints. */
export function readDependencies(text: string): Dependencies {
  return new Map(
    text.split(/^(?=[^\s<])/m).map((paragraph) => {
      const [name = '', ...lines] = paragraph.split('\n');
      return [name, groupsOf(lines)];
    }),
  );
}

/** `|Depends: a` is followed by another way to satisfy the same; a name in brackets by those who provide it. */
function groupsOf(lines: readonly string[]): string[][] {
  const groups: string[][] = [];
  let isOpen = false;
  for (const line of lines) {
    const [, mark, name] = /^ ([| ])(?:Pre)?Depends: (\S+)$/.exec(line) ?? [];
    if (name !== undefined && !isOpen) groups.push([]);
    if (name !== undefined) isOpen = mark === '|';
    const candidate = name ?? /^ {4}(\S+)$/.exec(line)?.[1];
    if (candidate !== undefined && !candidate.startsWith('<')) groups.at(-1)?.push(candidate);
  }
  return groups;
}

/** The packages and all that they need, without those that are left out and what only those need. */
export function closureOf(
  dependencies: Dependencies,
  packages: readonly string[],
  leftOut: ReadonlySet<string>,
): string[] {
  const found = new Set<string>(packages);
  // A set grows while it is walked through.
  for (const name of found) {
    for (const group of dependencies.get(name) ?? []) {
      if (group.some((one) => found.has(one) || leftOut.has(one))) continue;
      const [best] = group;
      if (best !== undefined) found.add(best);
    }
  }
  return [...found].sort();
}
