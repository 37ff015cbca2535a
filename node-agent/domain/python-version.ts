/** Versions of Python packages and what may be asked of them: PEP 440. */

interface ParsedVersion {
  epoch: number;
  release: readonly number[];
  pre: readonly [letter: string, number: number] | undefined;
  post: number | undefined;
  dev: number | undefined;
  local: string;
}

const versionPattern =
  /^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)(?:[-_.]?(?<letter>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pre>\d*))?(?:-(?<dash>\d+)|[-_.]?(?:post|rev|r)[-_.]?(?<post>\d*))?(?:[-_.]?dev[-_.]?(?<dev>\d*))?(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

const preLetters: Readonly<Record<string, string>> = {
  alpha: 'a',
  a: 'a',
  beta: 'b',
  b: 'b',
  c: 'rc',
  pre: 'rc',
  preview: 'rc',
  rc: 'rc',
};

function parse(text: string): ParsedVersion | undefined {
  const found = versionPattern.exec(text.trim().toLowerCase())?.groups;
  if (found === undefined) return undefined;
  const { epoch, release = '', letter, pre, dash, post, dev, local = '' } = found;
  const number = (digits: string | undefined) =>
    digits === undefined ? undefined : Number(digits || 0);
  return {
    epoch: Number(epoch ?? 0),
    release: release.split('.').map(Number),
    pre: letter === undefined ? undefined : [preLetters[letter] ?? 'rc', Number(pre || 0)],
    post: number(dash ?? post),
    dev: number(dev),
    local: local.replace(/[-_]/g, '.'),
  };
}

export function isPythonVersion(text: string): boolean {
  return parse(text) !== undefined;
}

export function isPrerelease(text: string): boolean {
  const version = parse(text);
  return version !== undefined && (version.pre !== undefined || version.dev !== undefined);
}

/** Negative, zero or positive, like a sort function. What is no version comes before all others. */
export function comparePythonVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  if (left === undefined || right === undefined) {
    return left === right ? a.localeCompare(b) : left === undefined ? -1 : 1;
  }
  return comparePublic(left, right) || compareLocal(left.local, right.local);
}

function comparePublic(a: ParsedVersion, b: ParsedVersion): number {
  return (
    a.epoch - b.epoch || compareRelease(a.release, b.release) || compareLists(rank(a), rank(b))
  );
}

function compareRelease(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** 1.0.dev1 < 1.0a1.dev1 < 1.0a1 < 1.0rc1 < 1.0 < 1.0.post1.dev1 < 1.0.post1 */
function rank({ pre, post, dev }: ParsedVersion): number[] {
  const isOnlyDev = dev !== undefined && pre === undefined && post === undefined;
  const letter = pre === undefined ? (isOnlyDev ? 0 : 4) : ({ a: 1, b: 2, rc: 3 }[pre[0]] ?? 3);
  return [letter, pre?.[1] ?? 0, post ?? -1, dev ?? Number.MAX_SAFE_INTEGER];
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareLocal(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = compareLocalPart(left[index] ?? '', right[index] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Nothing, then words, then numbers. */
function compareLocalPart(a: string, b: string): number {
  const kind = (part: string) => (part === '' ? 0 : /^\d+$/.test(part) ? 2 : 1);
  if (kind(a) !== kind(b)) return kind(a) - kind(b);
  return kind(a) === 2 ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
}

/** "==1.2.3" without a wildcard, or "===": the one version that it allows. */
export function pinnedVersion(specifier: string): string | undefined {
  const found = /^\s*={2,3}\s*([^,*\s]+)\s*$/.exec(specifier);
  return found?.[1];
}

/** Whether a version is allowed by a set like ">=1.2,<2,!=1.5.*". Pre-releases are the caller's business. */
export function satisfies(version: string, specifiers: string): boolean {
  return specifiers
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .every((one) => satisfiesOne(version, one));
}

function satisfiesOne(text: string, specifier: string): boolean {
  const [, operator = '', wanted = ''] = /^(===|[=!<>~]=|[<>])\s*(.*)$/.exec(specifier) ?? [];
  if (operator === '===') return text.toLowerCase() === wanted.toLowerCase();
  const version = parse(text);
  if (version === undefined) return false;
  if (wanted.endsWith('.*')) {
    const fits = hasPrefix(version, wanted.slice(0, -2));
    return operator === '==' ? fits : operator === '!=' && !fits;
  }
  const target = parse(wanted);
  if (target === undefined) return false;
  return compares(version, operator, target);
}

function compares(version: ParsedVersion, operator: string, target: ParsedVersion): boolean {
  const order = comparePublic(version, target);
  const isSame = order === 0 && (target.local === '' || target.local === version.local);
  switch (operator) {
    case '==':
      return isSame;
    case '!=':
      return !isSame;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '<':
      // "<2.0" means no pre-release of 2.0 either.
      return order < 0 && !(isPre(version) && !isPre(target) && sameRelease(version, target));
    case '>':
      return (
        order > 0 &&
        !(version.post !== undefined && target.post === undefined && sameRelease(version, target))
      );
    case '~=':
      return order >= 0 && hasRelease(version, target.epoch, target.release.slice(0, -1));
    default:
      return false;
  }
}

function isPre({ pre, dev }: ParsedVersion): boolean {
  return pre !== undefined || dev !== undefined;
}

function sameRelease(a: ParsedVersion, b: ParsedVersion): boolean {
  return a.epoch === b.epoch && compareRelease(a.release, b.release) === 0;
}

function hasPrefix(version: ParsedVersion, text: string): boolean {
  const prefix = parse(text);
  if (prefix === undefined || !hasRelease(version, prefix.epoch, prefix.release)) return false;
  return prefix.pre === undefined || prefix.pre.join() === version.pre?.join();
}

function hasRelease(version: ParsedVersion, epoch: number, release: readonly number[]): boolean {
  return (
    version.epoch === epoch &&
    release.every((part, index) => part === (version.release[index] ?? 0))
  );
}
