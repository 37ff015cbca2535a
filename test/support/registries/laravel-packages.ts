import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { debianTree } from './debian-package.ts';
import table from './laravel-packages.json' with { type: 'json' };
import type { PublishedPackage } from './packagist.ts';

/** What Debian 12 has of a package, and what its own composer.json says. */
interface Source {
  /** As its repository tags it. */
  version: string;
  /** On GitHub, where it is not the package's own name. */
  repository?: string;
  /** Debian's package. */
  debian: string;
  /** Below /usr/share/php. */
  folder: string;
  /** Where its own repository has this folder: "src/". */
  path?: string;
  /** Its namespace, when the folder follows PSR-4; otherwise its classes are listed. */
  namespace?: string;
  /** Loaded at once. */
  files?: readonly string[];
  require?: Readonly<Record<string, string>>;
  /** Only these of the folder. */
  only?: string;
}

/** What Laravel 8 needs. */
const sources = table as Readonly<Record<string, Source>>;

/** The parts of the framework, which Debian packages one by one. */
const illuminate =
  'auth broadcasting bus cache collections config console container contracts cookie database encryption events filesystem hashing http log macroable mail notifications pagination pipeline queue redis routing session support testing translation validation view'.split(
    ' ',
  );

const framework: Source = {
  version: 'v8.83.26',
  debian: 'php-laravel-framework',
  folder: 'Illuminate',
  path: 'src/Illuminate/',
  namespace: 'Illuminate\\',
  files: [
    'Collections/helpers.php',
    'Events/functions.php',
    'Foundation/helpers.php',
    'Support/helpers.php',
  ],
};

/** Laravel 8 with all that it needs, as Debian 12 has it, in the form of packages of Packagist. */
export async function laravelPackages(): Promise<PublishedPackage[]> {
  const names = Object.values(sources).map(({ debian }) => debian);
  const parts = illuminate.map((part) => `php-illuminate-${part}`);
  const tree = await debianTree('laravel-8', [...names, ...parts, framework.debian]);
  const root = join(tree, 'usr/share/php');
  const others = Object.entries(sources).map(([name, source]) => published(root, name, source));
  const needed = Object.entries(sources).map(([name, { version }]) => [
    name,
    `^${version.replace('v', '')}`,
  ]);
  const requirements = { 'ext-json': '*', 'ext-mbstring': '*', 'ext-openssl': '*' };
  const laravel = published(root, 'laravel/framework', {
    ...framework,
    require: { ...requirements, ...Object.fromEntries(needed) },
  });
  const replace = illuminate.map((part) => [`illuminate/${part}`, 'self.version']);
  const { autoload, ...rest } = laravel.manifest;
  const support = ['Macroable', 'Collections', 'Support'].map((part) => `src/Illuminate/${part}/`);
  const namespaces = { 'Illuminate\\': 'src/Illuminate/', 'Illuminate\\Support\\': support };
  const manifest = {
    ...rest,
    replace: Object.fromEntries(replace),
    // Two of the parts share one namespace.
    autoload: { ...Object(autoload), 'psr-4': namespaces },
  };
  return [...others, { ...laravel, manifest }];
}

function published(root: string, name: string, source: Source): PublishedPackage {
  const { version, repository = name, path = '', files = [], require = {} } = source;
  return {
    name,
    version,
    dist: `https://api.github.com/repos/${repository}/zipball/${version}`,
    reference: version,
    manifest: {
      require: { php: '>=7.3', ...require },
      autoload: { ...classesOf(source), files: files.map((file) => path + file) },
    },
    files() {
      const found = Object.entries(filesIn(join(root, source.folder), source.only));
      return Object.fromEntries(found.map(([file, text]) => [path + file, text]));
    },
  };
}

function classesOf({ namespace, path = '' }: Source) {
  return namespace === undefined ? { classmap: [path] } : { 'psr-4': { [namespace]: path } };
}

/** All but what Debian adds for its own use. */
function filesIn(folder: string, only = ''): Record<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'autoload.php')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => new RegExp(only).test(name));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name))]));
}
