/**
 * What people write for a version: "20", "20.11", "20.x", ">=18 <21", "^8.1", "18 || 20", "~> 3.2",
 * "==3.11.*", ">=3.9,<3.13". Each ecosystem has words of its own; what the same sign means in all of
 * them is read alike, and the few that differ by the runtime.
 */
import { compareVersions } from './table.ts';

/** From `low` on, below `high`; a side that is absent is open. */
interface Range {
  low?: string;
  high?: string;
}

interface Part extends Range {
  /** `!=3.10.*`: nothing within it. */
  without?: boolean;
}

/** A wish that is understood. */
export interface Wish {
  /** One of them is enough; each is a list of parts that must all hold. */
  alternatives: readonly (readonly Part[])[];
  /** "20.11.1" when it is one version and no range. */
  exact: string | undefined;
}

const anything = /^(|\*|x|X|latest|lts|lts\/\*|node|stable|current|default)$/;
const version = String.raw`v?(\d{1,9}(?:\.\d{1,9}){0,3})((?:\.[xX*])*)(?:(?:-|\+|@)[\w.-]*|p\d+)?`;
const comparator = new RegExp(
  String.raw`(===|==|!=|~=|~>|>=|<=|>|<|=|\^|~)?\s*(?:(\*|[xX](?![\w]))|${version})(?:\s*[,\s]\s*|$)`,
  'y',
);
const hyphen = new RegExp(String.raw`^${version}\s+-\s+${version}$`);

/** Whether it leaves the choice open. */
export function isAnything(wish: string): boolean {
  return anything.test(wish.trim());
}

/** Undefined when it is not a version in any of the languages that people write them in. */
export function parseWish(text: string, runtime: string): Wish | undefined {
  if (text.length > 200) return undefined;
  const alternatives: Part[][] = [];
  for (const alternative of text.split(/\s*\|\|?\s*/)) {
    const parts = parseAlternative(alternative.trim(), runtime);
    if (parts === undefined) return undefined;
    alternatives.push(parts);
  }
  const exact = /^\s*(?:==?=?\s*)?v?(\d+(?:\.\d+)*)\s*$/.exec(text)?.[1];
  return { alternatives, exact };
}

function parseAlternative(text: string, runtime: string): Part[] | undefined {
  if (isAnything(text)) return [{}];
  const [, from, , to] = hyphen.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return [{ low: from, high: next(to) }];
  const parts: Part[] = [];
  comparator.lastIndex = 0;
  while (comparator.lastIndex < text.length) {
    const found = comparator.exec(text);
    if (found === null) return undefined;
    const [, operator = '', star, number = '', wildcard = ''] = found;
    parts.push(star === undefined ? toPart(operator, number, wildcard !== '', runtime) : {});
  }
  return parts;
}

function toPart(operator: string, number: string, wildcard: boolean, runtime: string): Part {
  switch (operator) {
    case '>=':
      return { low: number };
    case '>':
      return { low: next(number) };
    case '<':
      return { high: number };
    case '<=':
      return { high: next(number) };
    case '^':
      return { low: number, high: next(number, 1) };
    case '~':
      // npm and Poetry stay within the minor version, Composer goes up to the next major one.
      return runtime === 'php' ? pessimistic(number) : { low: number, high: next(number, 2) };
    case '~>':
    case '~=':
      return pessimistic(number);
    case '!=':
      return wildcard ? { low: number, high: next(number), without: true } : {};
    default:
      return { low: number, high: next(number) };
  }
}

/** "3.2.1" goes up to, and without, 3.3. */
function pessimistic(number: string): Part {
  return { low: number, high: next(number, Math.max(1, number.split('.').length - 1)) };
}

/** The first version after all that begin with as many parts of this one: next("20.11", 1) is "21". */
function next(number: string, parts = Number.POSITIVE_INFINITY): string {
  const kept = number.split('.').slice(0, parts);
  const last = Number(kept.pop() ?? 0);
  return [...kept, last + 1].join('.');
}

/**
 * Whether a row of the table ("20": all versions that begin with 20) can fulfil the wish. `wholly`:
 * also with its newest patch, which is what a row gives.
 */
export function fulfils({ alternatives }: Wish, row: string, wholly: boolean): boolean {
  return alternatives.some((parts) => parts.every((part) => holds(part, row, wholly)));
}

function holds({ low, high, without }: Part, row: string, wholly: boolean): boolean {
  const end = next(row);
  if (without === true) {
    return !(below(low, row) && high !== undefined && compareVersions(high, end) >= 0);
  }
  const touches = below(low, end, true) && (high === undefined || compareVersions(row, high) < 0);
  if (!touches || !wholly) return touches;
  // "20.11" is a wish for row 20 although it does not reach the end of it.
  const isPatch = high !== undefined && low !== undefined && next(low) === high;
  return isPatch || high === undefined || compareVersions(high, end) >= 0;
}

/** Absent is below everything. */
function below(version: string | undefined, limit: string, strictly = false): boolean {
  if (version === undefined) return true;
  const order = compareVersions(version, limit);
  return strictly ? order < 0 : order <= 0;
}
