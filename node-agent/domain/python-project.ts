/** What the metadata of Python packages and projects says, without running any of it. */

/** The fields of METADATA or PKG-INFO that decide about other packages. */
export interface PackageMetadata {
  version: string;
  requires: readonly string[];
  extras: readonly string[];
}

/** Reads METADATA of a wheel or PKG-INFO of a source archive. */
export function parseMetadata(text: string): PackageMetadata {
  const [head = ''] = text.replaceAll('\r\n', '\n').split('\n\n', 1);
  const values = (name: string) =>
    [...head.matchAll(new RegExp(`^${name}:[ \\t]*(.*)$`, 'gim'))].map(([, value = '']) =>
      value.trim(),
    );
  return {
    version: values('Version')[0] ?? '',
    requires: values('Requires-Dist'),
    extras: values('Provides-Extra'),
  };
}

/** requires.txt, which setuptools puts into source archives: requirements in sections of "extra:marker". */
export function parseEggRequires(text: string): PackageMetadata {
  const requires: string[] = [];
  const extras: string[] = [];
  let condition = '';
  for (const line of text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)) {
    const section = /^\[([^:\]]*)(?::(.*))?\]$/.exec(line);
    if (section === null) {
      requires.push(`${line}${condition}`);
      continue;
    }
    const [, extra = '', marker = ''] = section;
    if (extra !== '') extras.push(extra);
    condition = conditionOf(marker, extra);
  }
  return { version: '', requires, extras };
}

function conditionOf(marker: string, extra: string): string {
  const parts = [marker && `(${marker})`, extra && `extra == "${extra}"`].filter(Boolean);
  return parts.length === 0 ? '' : ` ; ${parts.join(' and ')}`;
}

/** What a build needs where a project says nothing: pip's rule. */
export const defaultBuildRequires: readonly string[] = ['setuptools>=40.8.0', 'wheel'];

type Table = Readonly<Record<string, unknown>>;

function table(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Table)
    : {};
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** What pyproject.toml asks for. */
export interface PythonProject {
  name: string;
  dependencies: readonly string[];
  optional: Readonly<Record<string, readonly string[]>>;
  buildRequires: readonly string[];
  /** It can be installed itself. */
  isPackage: boolean;
}

/** Reads what pyproject.toml's tables say; `undefined` is a project without one. */
export function readPythonProject(pyproject: unknown): PythonProject {
  const root = table(pyproject);
  const project = table(root['project']);
  const build = table(root['build-system']);
  const optional = Object.entries(table(project['optional-dependencies']));
  return {
    name: typeof project['name'] === 'string' ? project['name'] : '',
    dependencies: texts(project['dependencies']),
    optional: Object.fromEntries(optional.map(([name, value]) => [name, texts(value)])),
    buildRequires: 'requires' in build ? texts(build['requires']) : defaultBuildRequires,
    isPackage: 'build-backend' in build || 'requires' in build,
  };
}
