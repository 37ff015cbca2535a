type CommandLine = readonly [program: string, ...args: string[]];

/** Settings of each call: no hooks, no prompts, contents exactly as committed. */
const settings = [
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.autocrlf=false',
  '-c',
  'core.symlinks=true',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'advice.detachedHead=false',
  '-c',
  'submodule.recurse=false',
];

function git(directory: string, ...args: string[]): CommandLine {
  return ['git', `--git-dir=${directory}`, ...settings, ...args];
}

export function gitInit(mirror: string): CommandLine {
  return ['git', ...settings, 'init', '--quiet', '--bare', '--template=', '--', mirror];
}

/** Fetches what the refspecs name; the names have been checked, `--` keeps the address from being an option. */
export function gitFetch(mirror: string, url: string, refspecs: readonly string[]): CommandLine {
  return git(
    mirror,
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-recurse-submodules',
    '--force',
    '--',
    url,
    ...refspecs,
  );
}

/** Id, author and subject of a commit, one per line; fails when the mirror does not have it. */
export function gitShowCommit(mirror: string, revision: string): CommandLine {
  return git(
    mirror,
    'log',
    '-1',
    '--no-show-signature',
    '--format=%H%n%an%n%s',
    '--end-of-options',
    revision,
    '--',
  );
}

/** Id, author and subject of what came after one commit up to another, newest first, separated by NUL. */
export function gitLogBetween(
  mirror: string,
  after: string,
  upTo: string,
  max: number,
): CommandLine {
  const format = '--format=%H%x00%an%x00%s';
  const range = `${after}..${upTo}`;
  const options = ['--first-parent', '--no-show-signature', format, `--max-count=${max}`];
  return git(mirror, 'log', ...options, '--end-of-options', range, '--');
}

/** Succeeds when one commit is part of the other's history. */
export function gitIsAncestor(mirror: string, older: string, newer: string): CommandLine {
  return git(mirror, 'merge-base', '--is-ancestor', older, newer);
}

/** Every entry of a commit's tree, separated by NUL. */
export function gitListTree(mirror: string, commit: string): CommandLine {
  return git(mirror, 'ls-tree', '-r', '-z', '--full-tree', commit);
}

/** Writes a commit's whole tree into an empty folder; the index belongs to this call only (GIT_INDEX_FILE). */
export function gitCheckOut(mirror: string, commit: string, directory: string): CommandLine {
  return [
    'git',
    `--git-dir=${mirror}`,
    `--work-tree=${directory}`,
    ...settings,
    'read-tree',
    '--reset',
    '-u',
    commit,
  ];
}

/** Path and address of each submodule, one `key value` pair per NUL-ended entry. */
export function gitReadModules(file: string): CommandLine {
  return [
    'git',
    'config',
    '--null',
    '--file',
    file,
    '--get-regexp',
    '^submodule\\..*\\.(path|url)$',
  ];
}
