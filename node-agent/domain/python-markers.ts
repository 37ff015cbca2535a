/** Environment markers: PEP 508. */
import { comparePythonVersions, isPythonVersion, satisfies } from './python-version.ts';

/** Of the Python that the project is built with: { python_version: "3.11", sys_platform: "linux" }. */
export type MarkerEnvironment = Readonly<Record<string, string>>;

type Tokens = { texts: readonly string[]; at: number };

const tokenPattern = /\s*(\(|\)|"[^"]*"|'[^']*'|===|[=!<>~]=|[<>]|[A-Za-z_][\w.]*)/y;

/**
 * Whether a requirement with this marker is wanted. `extras` are those that were asked for; none
 * means an unset extra. A marker that cannot be read counts as true, as a package too many does no harm.
 */
export function markerHolds(
  marker: string | undefined,
  environment: MarkerEnvironment,
  extras: readonly string[] = [],
): boolean {
  const texts = tokens(marker ?? '');
  if (texts === undefined || texts.length === 0) return true;
  const wanted = extras.length === 0 ? [''] : extras;
  return wanted.some((extra) => {
    const state = { texts, at: 0 };
    const result = either(state, { ...environment, extra });
    return state.at === texts.length ? result : true;
  });
}

function tokens(text: string): string[] | undefined {
  const found: string[] = [];
  const pattern = new RegExp(tokenPattern);
  while (pattern.lastIndex < text.trimEnd().length) {
    const [, token] = pattern.exec(text) ?? [];
    if (token === undefined) return undefined;
    found.push(token);
  }
  return found;
}

function either(state: Tokens, environment: MarkerEnvironment): boolean {
  let result = both(state, environment);
  while (state.texts[state.at] === 'or') {
    state.at += 1;
    const next = both(state, environment);
    result ||= next;
  }
  return result;
}

function both(state: Tokens, environment: MarkerEnvironment): boolean {
  let result = one(state, environment);
  while (state.texts[state.at] === 'and') {
    state.at += 1;
    const next = one(state, environment);
    result &&= next;
  }
  return result;
}

function one(state: Tokens, environment: MarkerEnvironment): boolean {
  if (state.texts[state.at] === '(') {
    state.at += 1;
    const result = either(state, environment);
    if (state.texts[state.at] === ')') state.at += 1;
    return result;
  }
  const left = state.texts[state.at++] ?? '';
  let operator = state.texts[state.at++] ?? '';
  if (operator === 'not') operator = `not ${state.texts[state.at++] ?? ''}`;
  const right = state.texts[state.at++] ?? '';
  return compare(left, operator, right, environment);
}

function compare(
  left: string,
  operator: string,
  right: string,
  environment: MarkerEnvironment,
): boolean {
  const [a, b] = [operand(left, environment), operand(right, environment)];
  if (operator === 'in') return b.split(/[,\s]+/).includes(a) || b.includes(a);
  if (operator === 'not in') return !b.includes(a);
  const isExtra = left === 'extra' || right === 'extra';
  if (isExtra) return (normalName(a) === normalName(b)) === (operator === '==');
  if (isVersionVariable(left) || isVersionVariable(right)) return versions(a, operator, b, left);
  return operator === '!=' ? a !== b : operator === '==' ? a === b : false;
}

function versions(a: string, operator: string, b: string, left: string): boolean {
  if (isVersionVariable(left)) return satisfies(a, `${operator}${b}`);
  // "3.8" <= python_version
  if (!isPythonVersion(a)) return false;
  const order = comparePythonVersions(a, b);
  const signs: Readonly<Record<string, boolean>> = {
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
    '==': order === 0,
    '!=': order !== 0,
  };
  return signs[operator] ?? false;
}

function isVersionVariable(token: string): boolean {
  return /^(?:python_version|python_full_version|implementation_version|platform_release)$/.test(
    token,
  );
}

function operand(token: string, environment: MarkerEnvironment): string {
  if (/^["']/.test(token)) return token.slice(1, -1);
  return (
    environment[
      token.replace('.', '_').replace(/^python_implementation$/, 'platform_python_implementation')
    ] ?? ''
  );
}

/** "Flask_SQLAlchemy" and "flask-sqlalchemy" are one package: PEP 503. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
