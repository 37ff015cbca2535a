/** Small differences in spelling that have one meaning: read as that meaning before the schema checks. */
import { type ObjectValue, type Scalar, setAt, type Value, valueAt } from './document.ts';
import type { Findings } from './findings.ts';
import { cleanPath } from './rules.ts';

type Rewrite = (value: Scalar, findings: Findings) => Scalar['value'];

/** Where a number or boolean may stand for its text. `*` is any key. */
export const numbersAsText = [
  'runtime.*',
  'env.*',
  'build.env.*',
  'php.ini.*',
  'resources.cpu_limit',
  'database.version',
  'cache.version',
] as const;

/** `*` is any item. */
const pathsInTree = [
  'build.output_dir',
  'nix.flake_file',
  'storage.*',
  'backups.env_file',
  'backups.directories.*',
];

const rewrites: readonly (readonly [path: string, rewrite: Rewrite])[] = [
  ['type', ({ value }) => (typeof value === 'string' ? value.trim().toLowerCase() : value)],
  ...numbersAsText.map((path) => [path, asText] as const),
  ['php.extensions.*', extensionName],
  ['runtime.*', plainVersion],
  ['database.type', databaseName],
  ['database.version', plainVersion],
  ['env.*', placeholder],
  ['healthcheck.url', healthPath],
  ...pathsInTree.map((path) => [path, plainPath] as const),
  ['resources.memory_limit', plainSize],
  ['resources.disk_limit', plainSize],
];

/** Rewrites values in place; says so where the author should write it differently. */
export function normalise(root: ObjectValue, findings: Findings): void {
  for (const [path, rewrite] of rewrites) {
    for (const value of scalarsAt(root, path)) value.value = rewrite(value, findings);
  }
  expectSuccessWhereAsked(root);
}

function scalarsAt(root: ObjectValue, path: string): Scalar[] {
  if (!path.endsWith('.*')) return [valueAt(root, path)].filter(isScalar);
  const parent = valueAt(root, path.slice(0, -2));
  if (parent?.kind === 'array') return parent.items.filter(isScalar);
  if (parent?.kind !== 'object') return [];
  return [...parent.entries.values()].map((entry) => entry.value).filter(isScalar);
}

function isScalar(value: Value | undefined): value is Scalar {
  return value?.kind === 'scalar';
}

/** Composer's "ext-PDO" is "pdo". */
function extensionName({ value }: Scalar): Scalar['value'] {
  return typeof value === 'string' ? value.trim().toLowerCase().replace(/^ext-/, '') : value;
}

/** 3.10 stays "3.10": the text of the file counts, not the number it means. */
function asText({ value, source }: Scalar): Scalar['value'] {
  return typeof value === 'number' || typeof value === 'boolean' ? source : value;
}

/** "v20", "20.x" and " 20 " are "20". */
function plainVersion({ value }: Scalar): Scalar['value'] {
  if (typeof value !== 'string') return value;
  return value
    .trim()
    .replace(/^v(?=\d)/i, '')
    .replace(/(\.[x*])+$/i, '');
}

/** "./dist/" is "dist". What is not a path in the tree stays, for the schema to refuse. */
function plainPath({ value }: Scalar): Scalar['value'] {
  if (typeof value !== 'string' || value.startsWith('/')) return value;
  return cleanPath(value) || value;
}

function databaseName({ value }: Scalar): Scalar['value'] {
  return value === 'postgres' ? 'postgresql' : value === 'mongo' ? 'mongodb' : value;
}

/** "512MB", "512Mi", "512 m" are "512M". */
function plainSize({ value }: Scalar): Scalar['value'] {
  if (typeof value !== 'string') return value;
  const match = /^([\d.]+) ?([mgt])i?b?$/i.exec(value.trim());
  return match === null ? value : `${match[1]}${match[2]?.toUpperCase()}`;
}

function healthPath(scalar: Scalar, findings: Findings): Scalar['value'] {
  if (typeof scalar.value !== 'string') return scalar.value;
  const path = localPath(scalar.value);
  if (path === undefined) return scalar.value;
  findings.warning(
    scalar.place,
    'only the path of this address counts: each release has a port of its own',
    `write ${JSON.stringify(path)}`,
  );
  return path;
}

/** The path of an absolute address of this machine; undefined for anything else. */
export function localPath(address: string): string | undefined {
  const match =
    /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])(?::(?:\d{1,5}|\$PORT|\$\{PORT\}))?(\/[^#]*)?$/i.exec(
      address.trim(),
    );
  return match === null ? undefined : (match[1] ?? '/');
}

const placeholderLike = /^\s*\{\{([^{}]*)\}\}\s*$/;

/** `{{ NAME }}` is `{{NAME}}`; braces inside a longer text are only text, which may be a mistake. */
function placeholder(scalar: Scalar, findings: Findings): Scalar['value'] {
  if (typeof scalar.value !== 'string') return scalar.value;
  const match = placeholderLike.exec(scalar.value);
  if (match !== null) return `{{${match[1]?.trim()}}}`;
  if (/\{\{[^{}]*\}\}/.test(scalar.value)) {
    findings.warning(
      scalar.place,
      '{{…}} inside a longer text is not replaced',
      'make the whole text a secret and write {{NAME}} alone',
    );
  }
  return scalar.value;
}

/** Who names an address to ask wants it to succeed; without one any answer below 500 is good. */
function expectSuccessWhereAsked(root: ObjectValue): void {
  const url = valueAt(root, 'healthcheck.url');
  if (url === undefined || valueAt(root, 'healthcheck.expect') !== undefined) return;
  const value: Scalar = { kind: 'scalar', value: 'success', source: 'success', place: url.place };
  setAt(root, 'healthcheck.expect', { keyPlace: url.place, value });
}
