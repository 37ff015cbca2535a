/** The file as a tree that remembers where everything stood. */
import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { type Findings, keyPath, type Place, showValue } from './findings.ts';

export interface Scalar {
  kind: 'scalar';
  value: string | number | boolean | null;
  /** As it was written: "3.10" is not 3.1. */
  source: string;
  place: Place;
}

export interface ArrayValue {
  kind: 'array';
  items: Value[];
  place: Place;
}

export interface ObjectValue {
  kind: 'object';
  entries: Map<string, Entry>;
  place: Place;
}

export interface Entry {
  keyPlace: Place;
  value: Value;
}

export type Value = Scalar | ArrayValue | ObjectValue;

const sizeMaxBytes = 256 * 1024;
/** Far more than the schema has; a deeper file could exhaust the parser's stack. */
const depthMax = 32;
const syntaxErrorsShown = 3;

/** Reads JSON with comments and trailing commas. Undefined when there is no usable tree. */
export function readDocument(text: string, findings: Findings): ObjectValue | undefined {
  const start = { offset: 0, path: '' };
  const size = new TextEncoder().encode(text).length;
  if (size > sizeMaxBytes) {
    const expected = `expected a file of at most ${sizeMaxBytes / 1024} KiB`;
    return findings.error(start, `${expected}, got ${Math.ceil(size / 1024)} KiB`);
  }
  // A byte order mark becomes a space, so that every position stays right.
  const clean = text.replace(/^\uFEFF/, ' ');
  const tooDeep = offsetBelow(clean, depthMax);
  if (tooDeep !== undefined) {
    return findings.error(
      { offset: tooDeep, path: '' },
      `nested more than ${depthMax} levels deep`,
    );
  }
  if (clean.trim() === '') {
    const hint = 'the smallest useful file is {"name": "My app", "type": "static"}';
    return findings.error(start, 'the file is empty', hint);
  }
  const errors: ParseError[] = [];
  const root = parseTree(clean, errors, { allowTrailingComma: true });
  if (errors.length > 0 || root === undefined) return reportSyntax(clean, errors, findings);
  const value = toValue(root, clean, '', findings);
  if (value.kind === 'object') return value;
  return findings.error(value.place, `expected an object { … }, got ${showValue(toPlain(value))}`);
}

/** Where the nesting first goes below `depth`, found without recursion. */
function offsetBelow(text: string, depth: number): number | undefined {
  const scanner = createScanner(text, true);
  let level = 0;
  // 1 { 2 } 3 [ 4 ] 17 end: the numbers of SyntaxKind, a const enum that is gone at run time.
  for (let token: number = scanner.scan(); token !== 17; token = scanner.scan()) {
    if (token === 1 || token === 3) level += 1;
    if (token === 2 || token === 4) level -= 1;
    if (level > depth) return scanner.getTokenOffset();
  }
  return undefined;
}

const syntaxMessages: Record<number, string> = {
  1: 'unexpected text',
  2: 'not a number',
  3: 'expected a key in double quotes',
  4: 'expected a value',
  5: 'expected a colon after the key',
  6: 'expected a comma before this',
  7: 'expected a closing }',
  8: 'expected a closing ]',
  9: 'expected the end of the file; everything must be inside one { … }',
  10: 'a comment is not possible here',
  11: 'this comment has no end',
  12: 'this string has no closing double quote',
  13: 'this number has no end',
  14: 'not a valid \\u escape',
  15: 'not a valid escape; a backslash itself is written \\\\',
  16: 'a control character must be written as an escape, such as \\n',
};

function reportSyntax(text: string, errors: ParseError[], findings: Findings): undefined {
  // Only a comment, for example.
  if (errors.length === 0) findings.error({ offset: 0, path: '' }, 'expected an object { … }');
  const lines = new Set<number>();
  for (const error of errors) {
    const place = { offset: Math.min(error.offset, text.length), path: '' };
    const line = findings.position(place).line;
    // What follows the first error on a line is mostly its echo.
    if (lines.has(line) || lines.size >= syntaxErrorsShown) continue;
    lines.add(line);
    findings.error(place, syntaxMessages[error.error] ?? 'not valid JSON', syntaxHint(text, error));
  }
}

function syntaxHint(text: string, error: ParseError): string | undefined {
  const found = text.slice(error.offset, error.offset + Math.max(1, error.length));
  if (found.startsWith("'") || found.startsWith('`')) return 'strings take double quotes: "…"';
  if (/^[A-Za-z_]\w*$/.test(found))
    return `did you mean "${found.slice(0, 40)}", in double quotes?`;
  if (/^#/.test(found)) return 'comments begin with //';
  return undefined;
}

function toValue(node: Node, text: string, path: string, findings: Findings): Value {
  const place = { offset: node.offset, path };
  if (node.type === 'array') {
    const items = (node.children ?? []).map((child, index) =>
      toValue(child, text, `${path}[${index}]`, findings),
    );
    return { kind: 'array', items, place };
  }
  if (node.type === 'object') return toObject(node, text, path, findings);
  const source = text.slice(node.offset, node.offset + node.length);
  return { kind: 'scalar', value: node.value as Scalar['value'], source, place };
}

function toObject(node: Node, text: string, path: string, findings: Findings): ObjectValue {
  const entries = new Map<string, Entry>();
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (keyNode === undefined || valueNode === undefined) continue;
    const key = String(keyNode.value);
    const keyPlace = { offset: keyNode.offset, path: keyPath(path, key) };
    const first = entries.get(key);
    if (first !== undefined) {
      const { line } = findings.position(first.keyPlace);
      findings.error(keyPlace, `this key is here twice; it was on line ${line} already`);
    } else if (key === '__proto__') {
      findings.error(keyPlace, 'this cannot be a key');
    } else {
      entries.set(key, { keyPlace, value: toValue(valueNode, text, keyPlace.path, findings) });
    }
  }
  dropNulls(entries);
  return { kind: 'object', entries, place: { offset: node.offset, path } };
}

/** `null` says "nothing here", as if the key were absent (`"stop_command": null` is documented). */
function dropNulls(entries: Map<string, Entry>): void {
  for (const [key, { value }] of entries) {
    if (value.kind === 'scalar' && value.value === null) entries.delete(key);
  }
}

/** The tree as plain data. Objects have no prototype, so that no key can mean more than itself. */
export function toPlain(value: Value): unknown {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'array') return value.items.map(toPlain);
  const plain: Record<string, unknown> = Object.create(null);
  for (const [key, entry] of value.entries) plain[key] = toPlain(entry.value);
  return plain;
}

/** The value at "a.b", if it is there. */
export function valueAt(root: ObjectValue, path: string): Value | undefined {
  let value: Value | undefined = root;
  for (const key of path.split('.')) {
    value = value?.kind === 'object' ? value.entries.get(key)?.value : undefined;
  }
  return value;
}

/** Puts an entry at "a.b", making the objects on the way. */
export function setAt(root: ObjectValue, path: string, entry: Entry): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let parent = root;
  for (const key of keys) {
    const next = parent.entries.get(key)?.value;
    if (next !== undefined && next.kind !== 'object') return;
    parent = next ?? addObject(parent, key, entry.keyPlace);
  }
  parent.entries.set(last, entry);
}

function addObject(parent: ObjectValue, key: string, place: Place): ObjectValue {
  const value: ObjectValue = { kind: 'object', entries: new Map(), place };
  parent.entries.set(key, { keyPlace: place, value });
  return value;
}

/** Takes the entry at "a.b" out. */
export function takeAt(root: ObjectValue, path: string): Entry | undefined {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.length === 0 ? root : valueAt(root, keys.join('.'));
  if (parent?.kind !== 'object') return undefined;
  const entry = parent.entries.get(last);
  parent.entries.delete(last);
  return entry;
}
