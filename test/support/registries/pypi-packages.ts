/** Real packages of Debian, as the wheels that their authors publish, and small ones of our own. */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { debianPackage } from './debian-package.ts';
import { tarOf } from './tar.ts';
import { zipOf } from './zip.ts';

export interface PublishedFile {
  filename: string;
  project: string;
  content: Buffer;
  /** METADATA, for wheels. */
  metadata: string | undefined;
  requiresPython?: string;
  yanked?: boolean;
}

const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';

/** A wheel of files and metadata, complete with RECORD. */
export function wheelOf(
  project: string,
  version: string,
  options: {
    tag?: string;
    files?: ReadonlyMap<string, Buffer>;
    requires?: readonly string[];
    extras?: readonly string[];
    entryPoints?: string;
    requiresPython?: string;
  } = {},
): PublishedFile {
  const {
    tag = 'py3-none-any',
    files = new Map<string, Buffer>(),
    requires = [],
    extras = [],
  } = options;
  const stem = `${project.replaceAll('-', '_')}-${version}`;
  const info = `${stem}.dist-info`;
  const lines = ['Metadata-Version: 2.1', `Name: ${project}`, `Version: ${version}`];
  if (options.requiresPython !== undefined)
    lines.push(`Requires-Python: ${options.requiresPython}`);
  lines.push(...extras.map((extra) => `Provides-Extra: ${extra}`));
  lines.push(...requires.map((one) => `Requires-Dist: ${one}`));
  const metadata = `${lines.join('\n')}\n`;
  const all = new Map(files);
  all.set(`${info}/METADATA`, Buffer.from(metadata));
  const pure = tag.endsWith('-any');
  all.set(
    `${info}/WHEEL`,
    Buffer.from(`Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: ${pure}\nTag: ${tag}\n`),
  );
  if (options.entryPoints !== undefined) {
    all.set(`${info}/entry_points.txt`, Buffer.from(options.entryPoints));
  }
  const record = [...all].map(
    ([path, content]) => `${path},sha256=${digest(content)},${content.length}`,
  );
  all.set(`${info}/RECORD`, Buffer.from(`${record.join('\n')}\n${info}/RECORD,,\n`));
  return {
    filename: `${stem}-${tag}.whl`,
    project,
    content: zipOf(all),
    metadata,
    ...(options.requiresPython === undefined ? {} : { requiresPython: options.requiresPython }),
  };
}

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('base64url');
}

/** A source archive with a compiled module: `import NAME; NAME.answer()` is 42 plus `plus`. */
export function compiledSource(name: string, version: string, plus = 0): PublishedFile {
  const module = name.replaceAll('-', '_');
  const folder = `${name}-${version}`;
  const files = {
    [`${folder}/PKG-INFO`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    [`${folder}/setup.py`]: `from setuptools import setup, Extension\nsetup(name="${name}", version="${version}", ext_modules=[Extension("${module}", ["native.c"])])\n`,
    [`${folder}/native.c`]: `#define PY_SSIZE_T_CLEAN
#include <Python.h>
static PyObject *answer(PyObject *self, PyObject *args) { return PyLong_FromLong(42 + ${plus}); }
static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS, ""}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "${module}", NULL, -1, methods};
PyMODINIT_FUNC PyInit_${module}(void) { return PyModule_Create(&definition); }
`,
  };
  const bytes = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const);
  const content = gzipSync(tarOf(new Map(bytes)));
  return { filename: `${folder}.tar.gz`, project: name, content, metadata: undefined };
}

/** What their authors write; Debian's own dependencies stand in its control files instead. */
const requires: Readonly<Record<string, readonly string[]>> = {
  flask: [
    'Werkzeug>=2.2.2',
    'Jinja2>=3.0',
    'itsdangerous>=2.0',
    'click>=8.0',
    'importlib-metadata>=3.6.0 ; python_version < "3.10"',
  ],
  werkzeug: ['MarkupSafe>=2.1.1', "watchdog ; extra == 'watchdog'"],
  jinja2: ['MarkupSafe>=2.0', "Babel>=2.7 ; extra == 'i18n'"],
  click: ['colorama ; platform_system == "Windows"'],
  gunicorn: ['setuptools>=3.0'],
  django: ['asgiref<4,>=3.3.2', 'pytz', 'sqlparse>=0.2.2'],
};

/** What the applications of the tests and examples need, by its name in Debian. */
const republished = [
  ...['flask', 'werkzeug', 'jinja2', 'markupsafe', 'itsdangerous', 'click', 'gunicorn'],
  ...['django', 'asgiref', 'sqlparse', 'whitenoise', 'tz'],
];

let known: Promise<PublishedFile[]> | undefined;

/** Flask, Django, gunicorn and what they need, republished; made once per process. */
export function realPackages(): Promise<PublishedFile[]> {
  known ??= Promise.all([
    ...republished.map(async (name) => await fromDebian(await debianPackage(`python3-${name}`))),
    ...['pip', 'setuptools', 'wheel'].map(
      async (name) => await finishedWheel(`python3-${name}-whl`),
    ),
  ]);
  return known;
}

async function finishedWheel(packageName: string): Promise<PublishedFile> {
  const folder = join(await debianPackage(packageName), 'usr/share/python-wheels');
  const [filename = ''] = readdirSync(folder).filter((name) => name.endsWith('.whl'));
  const [project = '', version] = filename.split('-');
  const metadata = `Metadata-Version: 2.1\nName: ${project}\nVersion: ${version}\n`;
  return { filename, project, content: readFileSync(join(folder, filename)), metadata };
}

/** Debian's packages hold what an installation left: the modules, and metadata as setuptools had it. */
async function fromDebian(tree: string): Promise<PublishedFile> {
  const folder = join(tree, 'usr/lib/python3/dist-packages');
  const [egg = ''] = readdirSync(folder).filter((name) => name.endsWith('.egg-info'));
  const read = (name: string) => {
    try {
      return readFileSync(join(folder, egg, name), 'utf8');
    } catch {
      return undefined;
    }
  };
  const info = read('PKG-INFO') ?? '';
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(info)?.[1];
  const files = new Map<string, Buffer>();
  let native = false;
  for (const path of plainFiles(folder)) {
    const name = relative(folder, path);
    if (name.startsWith(egg) || name.includes('__pycache__')) continue;
    native ||= name.endsWith('.so');
    files.set(name, readFileSync(path));
  }
  if (egg.startsWith('pytz-')) await addTimeZones(files);
  const [entryPoints, requiresPython] = [read('entry_points.txt'), field('Requires-Python')];
  const name = (field('Name') ?? '').toLowerCase();
  return wheelOf(name, field('Version') ?? '', {
    files,
    requires: requires[name] ?? [],
    ...(native ? { tag: `cp311-cp311-manylinux_2_36_${machine}` } : {}),
    ...(entryPoints === undefined ? {} : { entryPoints }),
    ...(requiresPython === undefined ? {} : { requiresPython }),
  });
}

/** Debian's pytz reads the machine's time zones; its authors' brings its own. */
async function addTimeZones(files: Map<string, Buffer>): Promise<void> {
  const folder = join(await debianPackage('tzdata'), 'usr/share/zoneinfo');
  for (const path of plainFiles(folder)) {
    const name = relative(folder, path);
    if (!/^(?:posix|right)\//.test(name)) files.set(`pytz/zoneinfo/${name}`, readFileSync(path));
  }
  const module = String(files.get('pytz/__init__.py'));
  const own = module.replaceAll(
    'Path("/usr/share/zoneinfo/',
    'Path(__file__).parent.joinpath("zoneinfo/',
  );
  files.set('pytz/__init__.py', Buffer.from(own));
}

function plainFiles(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      const kind = lstatSync(path);
      // Debian links to its own copies of fonts and scripts, which a wheel cannot hold.
      return kind.isDirectory() ? plainFiles(path) : kind.isFile() ? [path] : [];
    });
}
