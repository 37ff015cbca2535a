/** Reading requirements.txt with all that it includes. */
import {
  inRepository,
  invalidRequirement,
  parseRequirement,
  type Requirement,
  type RequirementPlace,
} from './requirements.ts';

export interface RequirementSet {
  requirements: readonly Requirement[];
  constraints: readonly Requirement[];
  /** Addresses as they are written: ${TOKEN} is not replaced. */
  index: string | undefined;
  extraIndexes: readonly string[];
  /** Folders of the repository with wheels. */
  findLinks: readonly string[];
  pre: boolean;
  requireHashes: boolean;
}

type Read = (path: string) => string | undefined;

interface Collected {
  requirements: Requirement[];
  constraints: Requirement[];
  index: string | undefined;
  extraIndexes: string[];
  findLinks: string[];
  pre: boolean;
  requireHashes: boolean;
  seen: Set<string>;
}

function emptySet(): Collected {
  return {
    requirements: [],
    constraints: [],
    index: undefined,
    extraIndexes: [],
    findLinks: [],
    pre: false,
    requireHashes: false,
    seen: new Set(),
  };
}

/** What stands behind `pip install`: files and single requirements. */
export interface InstallArguments {
  files: readonly string[];
  constraints: readonly string[];
  /** "flask", ".", "-e .[dev]" */
  lines: readonly string[];
}

/**
 * Reads requirement files with all that they include.
 *
 * @throws UserError `lock_invalid` with file and line.
 */
export function readRequirements(wanted: InstallArguments, read: Read): RequirementSet {
  const set = emptySet();
  for (const file of wanted.files) readFile(set, file, read, false, 'build.commands');
  for (const file of wanted.constraints) readFile(set, file, read, true, 'build.commands');
  for (const line of wanted.lines)
    readLine(set, line, { file: '', source: 'build.commands', read });
  const { seen: _, ...result } = set;
  return result;
}

function readFile(
  set: Collected,
  file: string,
  read: Read,
  constraint: boolean,
  from: string,
): void {
  const key = `${constraint} ${file}`;
  if (set.seen.has(key)) return;
  set.seen.add(key);
  const text = read(file);
  if (text === undefined)
    throw invalidRequirement(`${from} wants ${file}, which the repository does not have`);
  for (const [line, number] of logicalLines(text)) {
    readLine(set, line, { file, source: `${file} line ${number}`, read }, constraint);
  }
}

/** Joined at backslashes, without comments. */
function logicalLines(text: string): [string, number][] {
  const result: [string, number][] = [];
  let pending = '';
  let start = 1;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (pending === '') start = index + 1;
    if (/\\$/.test(raw) && !/^\s*#/.test(raw)) {
      pending += `${raw.slice(0, -1)} `;
      continue;
    }
    const line = `${pending}${raw}`.replace(/(^|\s)#.*$/, '').trim();
    pending = '';
    if (line !== '') result.push([line, start]);
  }
  if (pending.trim() !== '') result.push([pending.trim(), start]);
  return result;
}

interface Place extends RequirementPlace {
  read: Read;
}

const option = /^(--?[A-Za-z][\w-]*)(?:\s*=\s*|\s+)?(.*)$/;

function readLine(set: Collected, line: string, place: Place, constraint = false): void {
  if (!line.startsWith('-')) {
    const into = constraint ? set.constraints : set.requirements;
    into.push(parseRequirement(line, place));
    return;
  }
  // "-rbase.txt" is allowed too.
  const short = /^-([rceif])(?!-)\s*(\S.*)$/.exec(line);
  const [, long = '', rest = ''] = option.exec(line) ?? [];
  const name = short === null ? long : `-${short[1]}`;
  const value = unquoted((short === null ? rest : (short[2] ?? '')).trim());
  const act = options[name];
  if (act === undefined)
    throw invalidRequirement(`${place.source} is not understood: ${line.slice(0, 80)}`);
  act(set, value, place, constraint);
}

type Act = (set: Collected, value: string, place: Place, constraint: boolean) => void;

const includes: Act = (set, value, place, constraint) => {
  readFile(set, inRepository(value, place), place.read, constraint, place.source);
};
const constrains: Act = (set, value, place) => includes(set, value, place, true);
const edits: Act = (set, value, place) => {
  set.requirements.push({ ...parseRequirement(value, place), editable: true });
};
const setsIndex: Act = (set, value) => {
  set.index = value;
};
const links: Act = (set, value, place) => {
  if (/^https?:/.test(value)) set.extraIndexes.push(`find-links ${value}`);
  else set.findLinks.push(inRepository(value, place));
};
/** The build has no index at all, and the agent prefers wheels. */
const nothing: Act = () => undefined;

const options: Readonly<Record<string, Act>> = {
  '-r': includes,
  '--requirement': includes,
  '-c': constrains,
  '--constraint': constrains,
  '-e': edits,
  '--editable': edits,
  '-i': setsIndex,
  '--index-url': setsIndex,
  '--pypi-url': setsIndex,
  '--extra-index-url': (set, value) => set.extraIndexes.push(value),
  '-f': links,
  '--find-links': links,
  '--pre': (set) => {
    set.pre = true;
  },
  '--require-hashes': (set) => {
    set.requireHashes = true;
  },
  '--no-index': nothing,
  '--trusted-host': nothing,
  '--no-binary': nothing,
  '--only-binary': nothing,
  '--prefer-binary': nothing,
  '--use-feature': nothing,
};

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}
