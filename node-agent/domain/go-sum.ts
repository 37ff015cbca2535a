import { UserError } from '../../lib/user-error.ts';

/** A module as go.sum names it, with what its files must be. */
export interface SummedModule {
  path: string;
  version: string;
  /** "h1:…" of its zip; undefined when only its go.mod is needed. */
  zip: string | undefined;
  /** "h1:…" of its go.mod. */
  mod: string | undefined;
}

const hash = /^h1:[A-Za-z0-9+/]{43}=$/;
/** What Go allows in module paths and versions; no folder above, nothing hidden. */
const safePath = /^[A-Za-z0-9_~!+-][A-Za-z0-9._~!+-]*(?:\/[A-Za-z0-9_~+-][A-Za-z0-9._~+-]*)*$/;
const safeVersion = /^v[0-9][A-Za-z0-9.+_-]*$/;

/**
 * The modules of one go.sum, or of several that are used together (go.work).
 *
 * @throws UserError `lock_invalid` naming the file and the line.
 */
export function parseGoSums(sums: readonly { file: string; text: string }[]): SummedModule[] {
  const modules = new Map<string, SummedModule>();
  for (const { file, text } of sums) {
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      addLine(modules, line, `${file}, line ${index + 1}`);
    }
  }
  return [...modules.values()].sort((a, b) => compare(nameOf(a), nameOf(b)));
}

/** For people, and as the first part of its file names in a zip: "module@version". */
export function nameOf({ path, version }: Pick<SummedModule, 'path' | 'version'>): string {
  return `${path}@${version}`;
}

/** How a module proxy writes a path or version: capitals become "!" and the small letter. */
export function escapeModule(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

function addLine(modules: Map<string, SummedModule>, line: string, place: string): void {
  const [path = '', versionAndFile = '', sum = '', ...rest] = line.trim().split(/\s+/);
  const version = versionAndFile.replace(/\/go\.mod$/, '');
  if (!isSafe(path, version) || !hash.test(sum) || rest.length > 0) throw notASum(line, place);
  const module = modules.get(`${path}@${version}`) ?? {
    ...{ path, version, zip: undefined, mod: undefined },
  };
  const kind = versionAndFile === version ? 'zip' : 'mod';
  if (module[kind] !== undefined && module[kind] !== sum) {
    throw new UserError('lock_invalid', `${place}: ${path} ${version} has two different hashes`, {
      hint: 'Run go clean -modcache and go mod tidy, and commit go.sum',
    });
  }
  module[kind] = sum;
  modules.set(`${path}@${version}`, module);
}

function isSafe(path: string, version: string): boolean {
  return safePath.test(path) && safeVersion.test(version) && !path.includes('!');
}

function notASum(line: string, place: string): UserError {
  return new UserError('lock_invalid', `${place} is no line of a go.sum: ${line.slice(0, 200)}`, {
    hint: 'Perhaps a merge left its marks: run go mod tidy and commit go.sum',
  });
}

/** By code points: the same on every machine. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
