/** What was found wrong, where, and what to write instead. */

export interface ConfigProblem {
  severity: 'error' | 'warning';
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** "build.commands[0]"; empty for the file as a whole. */
  path: string;
  /** "unknown key", "expected …, got …". */
  message: string;
  /** What to do: `did you mean "memory_limit"?` */
  hint?: string;
}

export interface Place {
  offset: number;
  /** As the author spelled it, also where that is an old name. */
  path: string;
}

/** More than this helps nobody. */
const problemsMax = 50;

/** Collects problems; `error` and `warning` return undefined so that a caller can return them. */
export class Findings {
  readonly #lineStarts: number[] = [0];
  readonly #places = new Set<string>();
  readonly #found: (ConfigProblem & { offset: number })[] = [];
  #uncounted = 0;

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      this.#lineStarts.push(at + 1);
    }
  }

  error(place: Place, message: string, hint?: string): undefined {
    this.#add('error', place, message, hint);
  }

  warning(place: Place, message: string, hint?: string): undefined {
    this.#add('warning', place, message, hint);
  }

  /** Errors that are not worth explaining any more. */
  countMore(errors: number): void {
    this.#uncounted += errors;
  }

  get failed(): boolean {
    return this.#uncounted > 0 || this.#found.some((problem) => problem.severity === 'error');
  }

  /** Line and column, both from 1. */
  position({ offset }: Pick<Place, 'offset'>): { line: number; column: number } {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 };
  }

  /** In the order of the file; at most 50, with a last one that says how many more there are. */
  problems(): ConfigProblem[] {
    const sorted = this.#found.toSorted((a, b) => rank(a) - rank(b) || a.offset - b.offset);
    const shown = sorted
      .slice(0, problemsMax)
      .toSorted((a, b) => a.offset - b.offset)
      .map(({ offset: _, ...problem }): ConfigProblem => problem);
    const more = sorted.length - shown.length + this.#uncounted;
    const severity = this.#uncounted > 0 ? 'error' : (sorted[problemsMax]?.severity ?? 'warning');
    if (more > 0) {
      shown.push({ severity, line: 1, column: 1, path: '', message: `and ${more} more problems` });
    }
    return shown;
  }

  #add(severity: ConfigProblem['severity'], place: Place, message: string, hint?: string): void {
    // The first thing said about a place is the one to mend first.
    const key = `${severity} ${place.offset} ${place.path} ${severity === 'error' ? '' : message}`;
    if (this.#places.has(key)) return;
    this.#places.add(key);
    this.#found.push({
      severity,
      ...this.position(place),
      path: place.path,
      message,
      ...(hint === undefined ? {} : { hint }),
      offset: place.offset,
    });
  }
}

function rank(problem: ConfigProblem): number {
  return problem.severity === 'error' ? 0 : 1;
}

/** "build" and "env" → "build.env"; unusual keys as ["…"]. */
export function keyPath(parent: string, key: string): string {
  const shown = key.length > 60 ? `${key.slice(0, 59)}…` : key;
  if (!/^[\w$-]+$/.test(shown)) return `${parent}[${JSON.stringify(shown)}]`;
  return parent === '' ? shown : `${parent}.${shown}`;
}

/** A value for a message: JSON on one line, shortened. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value))
    return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const cut = typeof value === 'string' && value.length > 60 ? `${value.slice(0, 57)}…` : value;
  return JSON.stringify(cut).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) => `\\u${hex(char)}`);
}

function hex(char: string): string {
  return (char.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
}
