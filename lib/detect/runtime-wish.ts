/** Which version of its language a repository asks for, in the files where each language's people write it. */
import { isAnything, parseWish } from '../toolchains/wish.ts';
import { jsonOf, textAt } from './json-file.ts';
import type { SourceFiles } from './source-files.ts';

export interface RuntimeWish {
  /** As chooseRuntime understands it. */
  wish: string;
  /** What decided, for people: "package.json engines.node". */
  source: string;
}

type Reader = (files: SourceFiles) => RuntimeWish | undefined;

/** In the order in which they count. */
const readers: Readonly<Record<string, readonly Reader[]>> = {
  node: [
    firstLine('.nvmrc'),
    firstLine('.node-version'),
    toolVersions('nodejs', 'node'),
    jsonKey('package.json', 'volta.node'),
    jsonKey('package.json', 'engines.node'),
  ],
  php: [
    firstLine('.php-version'),
    toolVersions('php'),
    jsonKey('composer.json', 'config.platform.php'),
    jsonKey('composer.json', 'require.php'),
  ],
  python: [
    firstLine('.python-version'),
    firstLine('runtime.txt', /^python-(.*)$/),
    toolVersions('python'),
    inText('Pipfile', 'python_full_version', /^[ \t]*python_full_version\s*=\s*["']([^"']+)["']/m),
    inText('Pipfile', 'python_version', /^[ \t]*python_version\s*=\s*["']([^"']+)["']/m),
    inText('pyproject.toml', 'requires-python', /^[ \t]*requires-python\s*=\s*["']([^"']+)["']/m),
    inText(
      'pyproject.toml',
      'tool.poetry.dependencies',
      /^\[tool\.poetry\.dependencies\]$(?:\r?\n(?!\[).*)*?\r?\npython\s*=\s*["']([^"']+)["']/m,
    ),
  ],
  ruby: [
    firstLine('.ruby-version', /^(?:ruby-)?(.*)$/),
    toolVersions('ruby'),
    gemfileRuby,
    inText('Gemfile.lock', 'RUBY VERSION', /^RUBY VERSION\r?\n\s+ruby (\d[\w.]*)/m),
  ],
  go: [
    firstLine('.go-version'),
    toolVersions('golang', 'go'),
    // Both lines name the oldest version that will do; Go compiles older modules as they were meant.
    inText('go.mod', 'toolchain', /^toolchain\s+go(\d[\d.]*)/m, '>='),
    inText('go.mod', 'go', /^go\s+(\d[\d.]*)/m, '>='),
  ],
};

/** Undefined when no file says anything about the runtime that we understand. */
export function runtimeWish(files: SourceFiles, runtime: string): RuntimeWish | undefined {
  for (const read of readers[runtime] ?? []) {
    const found = read(files);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What the config file says, otherwise what the files say; nothing where neither does. */
export function wishOf(
  runtime: string,
  asked: string | undefined,
  files: SourceFiles,
): Partial<RuntimeWish> {
  if (asked !== undefined) return { wish: asked, source: `runtime.${runtime}` };
  return runtimeWish(files, runtime) ?? {};
}

/** Names of the files that can decide a runtime's version, for the documentation. */
export const runtimeFiles: Readonly<Record<string, readonly string[]>> = {
  node: ['.nvmrc', '.node-version', '.tool-versions', 'package.json (volta.node, engines.node)'],
  php: ['.php-version', '.tool-versions', 'composer.json (config.platform.php, require.php)'],
  python: [
    ...['.python-version', 'runtime.txt', '.tool-versions', 'Pipfile'],
    'pyproject.toml (requires-python, tool.poetry.dependencies)',
  ],
  ruby: ['.ruby-version', '.tool-versions', 'Gemfile', 'Gemfile.lock'],
  go: ['.go-version', '.tool-versions', 'go.mod (toolchain, go: at least that version)'],
};

/** Far more than comments before a version take. */
const lineMax = 4_096;

/** The first line that is neither empty nor a comment. */
function firstLine(path: string, pattern = /^(.*)$/): Reader {
  return (files) => {
    const lines = (files.read(path) ?? '')
      .slice(0, lineMax)
      .split(/\r?\n/)
      .map((line) => line.replace(/#.*/, ''));
    const line = lines.map((one) => one.trim()).find((one) => one !== '');
    return understood(pattern.exec(line ?? '')?.[1], path);
  };
}

/** asdf and mise: "nodejs 20.11.1". */
function toolVersions(...names: readonly string[]): Reader {
  return (files) => {
    for (const line of (files.read('.tool-versions') ?? '').split(/\r?\n/)) {
      const [name = '', version] = line.replace(/#.*/, '').trim().split(/\s+/);
      if (names.includes(name)) return understood(version, '.tool-versions');
    }
    return undefined;
  };
}

function jsonKey(path: string, key: string): Reader {
  return (files) => understood(textAt(jsonOf(files, path), key), `${path} ${key}`);
}

function inText(path: string, key: string, pattern: RegExp, operator = ''): Reader {
  return (files) => {
    const version = pattern.exec(files.read(path) ?? '')?.[1];
    return understood(version && `${operator}${version}`, `${path} ${key}`);
  };
}

/** `ruby "3.2.2"`, `ruby "~> 3.2", "< 3.4"`, `ruby file: ".ruby-version"`. */
function gemfileRuby(files: SourceFiles): RuntimeWish | undefined {
  const line = /^[ \t]*ruby[ \t(]{1,9}(.*)$/m.exec(files.read('Gemfile') ?? '')?.[1] ?? '';
  const file = /\bfile:\s*["']([^"']+)["']/.exec(line)?.[1];
  if (file !== undefined) {
    const tool = /(?:^|\/)\.tool-versions$/.test(file) ? toolVersions('ruby') : undefined;
    return (tool ?? firstLine(file, /^(?:ruby-)?(.*)$/))(files);
  }
  const wishes = [...line.replace(/\b\w+:.*/, '').matchAll(/["']([^"']+)["']/g)];
  return understood(wishes.map(([, one = '']) => one).join(', ') || undefined, 'Gemfile ruby');
}

/** What we do not understand ("system", "pypy3.9") decides nothing; the next file may. */
function understood(text: string | undefined, source: string): RuntimeWish | undefined {
  const wish = text?.trim();
  if (wish === undefined || wish === '') return undefined;
  const codename = /^lts\/-?\w+$|^[a-z]+$/i.test(wish) && wish !== 'system';
  if (!codename && !isAnything(wish) && parseWish(wish, '') === undefined) return undefined;
  return { wish, source };
}
