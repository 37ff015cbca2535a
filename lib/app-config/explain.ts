/** Says what the schema found in the author's words: where, what was expected, what came, what is near. */
import * as z from 'zod';
import { type ObjectValue, type Scalar, toPlain, type Value } from './document.ts';
import { type Findings, keyPath, type Place, showValue } from './findings.ts';
import { nearest } from './nearest.ts';
import { ignoredKeys, renamedKeys, typeOfTechnology } from './renamed-keys.ts';
import { appConfigSchema } from './schema.ts';

type Issue = z.core.$ZodIssue;

export function explainIssues(
  root: ObjectValue,
  issues: readonly Issue[],
  findings: Findings,
): void {
  let left = explainedMax;
  for (const issue of issues) {
    const count = issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
    findings.countMore(Math.max(0, count - left));
    if (left > 0) explainIssue(root, issue, left, findings);
    left = Math.max(0, left - count);
  }
}

/** Explaining costs time, for which a hostile file could ask ten thousand times; fewer are shown. */
const explainedMax = 200;

function explainIssue(root: ObjectValue, issue: Issue, most: number, findings: Findings): void {
  if (issue.code !== 'unrecognized_keys') explainValue(root, issue, findings);
  else explainUnknownKeys(root, { ...issue, keys: issue.keys.slice(0, most) }, findings);
}

function explainUnknownKeys(
  root: ObjectValue,
  issue: Extract<Issue, { code: 'unrecognized_keys' }>,
  findings: Findings,
): void {
  const parent = find(root, issue.path).value;
  const path = issue.path.map(String);
  const keys = keysAt(path);
  for (const key of issue.keys) {
    const entry = parent?.kind === 'object' ? parent.entries.get(key) : undefined;
    const place = entry?.keyPlace ?? root.place;
    findings.error(place, 'unknown key', unknownKeyHint(path, key, keys));
  }
}

function unknownKeyHint(parent: string[], key: string, keys: string[]): string {
  const olderKeys = [...renamedKeys.map(({ from }) => from), ...Object.keys(ignoredKeys)]
    .filter((from) => from.split('.').slice(0, -1).join('.') === parent.join('.'))
    .map((from) => from.split('.').at(-1) ?? '');
  const near = nearest(key, [...keys, ...olderKeys]);
  if (near !== undefined) return `did you mean "${near}"?`;
  const elsewhere = keyElsewhere(key);
  if (elsewhere !== undefined) return `did you mean "${elsewhere}"?`;
  if (keys.length === 0) return 'remove it';
  return `${parent.length === 0 ? 'the file' : `"${parent.join('.')}"`} knows ${keys.join(', ')}`;
}

/** Words that other tools use for the same thing. */
const synonyms: Readonly<Record<string, string>> = {
  port: 'start.port',
  cmd: 'start.command',
  start_command: 'start.command',
  build_command: 'build.commands',
  health: 'healthcheck.url',
  healthcheck_url: 'healthcheck.url',
  environment: 'env',
  variables: 'env',
  volumes: 'storage',
  directories: 'storage',
  memory: 'resources.memory_limit',
  cpu: 'resources.cpu_limit',
  language: 'type',
  framework: 'type',
  path: 'healthcheck.url',
};

/** The key of the same name in another section: "memory_limit" at the top belongs into "resources". */
function keyElsewhere(key: string): string | undefined {
  const word = key.toLowerCase().replaceAll('-', '_');
  if (Object.hasOwn(synonyms, word)) return synonyms[word];
  const sections = keysAt([]);
  return sections
    .flatMap((section) => keysAt([section]).map((inner) => `${section}.${inner}`))
    .find((path) => path.endsWith(`.${word}`));
}

function explainValue(root: ObjectValue, issue: Issue, findings: Findings): void {
  const { value, place, missing } = find(root, issue.path);
  const expected = expectation(issue);
  if (missing) {
    findings.error(place, `is missing; ${expected}`, missingHint(issue.path));
  } else if (issue.code === 'invalid_key') {
    findings.error(place, issue.issues[0]?.message ?? expected);
  } else {
    findings.error(place, `${expected}, got ${got(value)}`, valueHint(issue, value));
  }
}

function got(value: Value | undefined): string {
  return showValue(value === undefined ? undefined : toPlain(value));
}

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_value') {
    return `expected one of ${issue.values.map((value) => `"${String(value)}"`).join(', ')}`;
  }
  if (issue.message.startsWith('expected ')) return issue.message;
  if (
    issue.code === 'invalid_type' &&
    (issue.expected === 'object' || issue.expected === 'record')
  ) {
    return 'expected an object { … }';
  }
  return issue.code === 'invalid_type' ? `expected ${issue.expected}` : issue.message;
}

function missingHint(path: readonly PropertyKey[]): string | undefined {
  if (path.join('.') === 'name') return 'for example "name": "My app"';
  if (path.join('.') === 'type') return 'for example "type": "nodejs"';
  return undefined;
}

function valueHint(issue: Issue, value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (issue.code === 'invalid_value') return enumHint(issue, value);
  if (value.kind !== 'scalar') return undefined;
  if (issue.code === 'invalid_type') return typeHint(issue, value);
  if (issue.path.join('.') === 'healthcheck.url') return urlHint(value);
  if (typeof value.value === 'string' && /[\n\r]/.test(value.value)) {
    return 'write one entry per command, or join them with &&';
  }
  return undefined;
}

function enumHint(
  issue: Extract<Issue, { code: 'invalid_value' }>,
  value: Value,
): string | undefined {
  const shown = String(value.kind === 'scalar' ? value.value : '').slice(0, 60);
  const known = issue.values.map(String);
  const type = issue.path.join('.') === 'type' ? typeOfTechnology(shown) : undefined;
  const near = type ?? nearest(shown, known);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}

function typeHint(
  issue: Extract<Issue, { code: 'invalid_type' }>,
  { value, source }: Scalar,
): string | undefined {
  if (typeof value === 'string') return textHint(issue, value);
  const wantsText = issue.expected === 'string' && value !== null;
  return wantsText ? `write "${source.slice(0, 40)}" in quotes` : undefined;
}

/** Text came where something else was expected. */
function textHint(
  { expected, path }: Extract<Issue, { code: 'invalid_type' }>,
  text: string,
): string | undefined {
  switch (expected) {
    case 'number':
    case 'int':
      return /^\d{1,9}$/.test(text) ? `write ${text} without quotes` : undefined;
    case 'boolean':
      return /^(true|false)$/.test(text) ? `write ${text} without quotes` : undefined;
    case 'array':
      return `write [${showValue(text)}]`;
    case 'object':
      return keysAt(path.map(String)).includes('command')
        ? `write {"command": ${showValue(text)}}`
        : undefined;
    default:
      return undefined;
  }
}

function urlHint({ value }: Scalar): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (/^https?:/.test(value))
    return 'vpspilot asks the release itself, on this machine: write the path alone';
  return /^[\w.-][\w./-]*$/.test(value) ? `write "/${value.slice(0, 60)}"` : undefined;
}

/** The value at a path of the schema, or the object it is missing from. */
function find(
  root: ObjectValue,
  path: readonly PropertyKey[],
): { value: Value | undefined; place: Place; missing: boolean } {
  let value: Value = root;
  for (const key of path) {
    const next = step(value, key);
    if (next === undefined) {
      const place = { offset: value.place.offset, path: keyPath(value.place.path, String(key)) };
      return { value: undefined, place, missing: true };
    }
    value = next;
  }
  return { value, place: value.place, missing: false };
}

function step(value: Value, key: PropertyKey): Value | undefined {
  if (value.kind === 'object') return value.entries.get(String(key))?.value;
  return value.kind === 'array' ? value.items[Number(key)] : undefined;
}

/** The keys that the schema knows at a path. */
export function keysAt(path: readonly string[]): string[] {
  let schema: z.core.$ZodType | undefined = appConfigSchema;
  for (const key of path) schema = schema === undefined ? undefined : child(unwrap(schema), key);
  const object = schema === undefined ? undefined : unwrap(schema);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function child(schema: z.core.$ZodType, key: string): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodArray) return schema.element;
  if (!(schema instanceof z.ZodObject) || !Object.hasOwn(schema.shape, key)) return undefined;
  return schema.shape[key];
}

/** The schema below its defaults and "may be absent". */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const wrapped =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodExactOptional;
  return wrapped ? unwrap(schema.def.innerType) : schema;
}
