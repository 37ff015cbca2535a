/** Nix and shell in every string of config.vpspilot.json: refused, or text in the flake and nothing else. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { configJsonSchema, type SchemaNode } from '../../lib/app-config/json-schema.ts';
import { runCommand } from '../../lib/run-command.ts';
import { UserError } from '../../lib/user-error.ts';
import { createFlakes } from '../../node-agent/adapters/flakes.ts';
import { projectFolders } from '../../node-agent/domain/folders.ts';
import { shellWord } from '../../node-agent/domain/shell-word.ts';
import { nixSettings } from '../support/nix-project.ts';
import { recordingStep } from '../support/step.ts';

/** A name that nothing defines: where it is code, Nix says that it does not know it. */
const code = 'canary_as_code';

const hostile: Readonly<Record<string, string>> = {
  'an interpolation': `a\${${code}}b`,
  'an escaped interpolation': `a\\\${${code}}b''\${${code}}`,
  'the end of a string': `a"; ${code} = ${code}; b = "`,
  'the end of an indented string': `a''; ${code} = ${code}; b = ''`,
  'a command': `a$(touch ${code})b`,
  backticks: `a\`touch ${code}\`b`,
  quotes: `a'; touch ${code}; '"; touch ${code}; "`,
  'line breaks': `a\n${code}\r\n# b`,
  NUL: `a\0b`,
  'a path out of the tree': `../../../${code}`,
  'a path behind a folder': `a/../../../${code}`,
  'an absolute path': `/tmp/${code}`,
  'an option': `--${code}`,
  'one megabyte': 'a'.repeat(1024 * 1024),
};

interface Field {
  path: readonly string[];
  /** A whole config with this text in the field. */
  config(text: string): Record<string, unknown>;
}

const base: Record<string, unknown> = {
  name: 'Injected',
  type: 'nodejs',
  start: { command: 'node server.js' },
};

/** Every place of the schema that takes text, keys of objects included. */
function fieldsOf(node: SchemaNode, path: readonly string[] = []): Field[] {
  const fields: Field[] = [];
  if ([node.type].flat().includes('string')) fields.push(fieldAt(path));
  for (const [key, child] of Object.entries(node.properties ?? {})) {
    fields.push(...fieldsOf(child, [...path, key]));
  }
  if (node.items !== undefined) fields.push(...fieldsOf(node.items, [...path, '0']));
  if (typeof node.additionalProperties === 'object') {
    fields.push(...fieldsOf(node.additionalProperties, [...path, 'KEY']));
    fields.push({
      path: [...path, 'its keys'],
      config: (text) => withValue(path, { [text]: 'x' }),
    });
  }
  return fields;
}

function fieldAt(path: readonly string[]): Field {
  return { path, config: (text) => withValue(path, text) };
}

/** The smallest config with a value at this place; what has to stand beside it is an example. */
function withValue(path: readonly string[], value: unknown): Record<string, unknown> {
  const custom = path[0] === 'nix' && path[1] !== 'packages' ? { type: 'custom' } : {};
  return { ...base, ...custom, ...(inside(schema, path, value, base) as object) };
}

function inside(
  node: SchemaNode,
  [key, ...rest]: readonly string[],
  value: unknown,
  present: unknown,
): unknown {
  if (key === undefined) return value;
  if (node.items !== undefined) return [inside(node.items, rest, value, undefined)];
  const child = node.properties?.[key] ?? (node.additionalProperties as SchemaNode);
  const beside = (node.required ?? []).filter((name) => name !== key);
  const known = (present ?? {}) as Record<string, unknown>;
  const examples = beside.map((name) => [name, exampleOf(node.properties?.[name] ?? {})]);
  return {
    ...Object.fromEntries(examples),
    ...known,
    [key]: inside(child, rest, value, known[key]),
  };
}

function exampleOf(node: SchemaNode): unknown {
  return node.examples?.[0] ?? node.enum?.[0] ?? 'x';
}

const schema = configJsonSchema();
const fields = fieldsOf(schema);
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'vpspilot-injection-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('the schema has the fields that are attacked here, and each takes a harmless text or is refused for its form', () => {
  const names = fields.map(({ path }) => path.join('.'));
  for (const name of ['name', 'build.commands.0', 'env.KEY', 'storage.0', 'nix.flake_file']) {
    expect(names).toContain(name);
  }
  expect(names.length).toBeGreaterThan(40);
});

/** Renders as a deployment does; undefined when it is refused with words for a person. */
async function rendered(config: Record<string, unknown>, id: number): Promise<string | undefined> {
  const { config: checked, problems } = parseAppConfig(JSON.stringify(config));
  if (checked === undefined) {
    expect(problems.some(({ severity, message }) => severity === 'error' && message !== '')).toBe(
      true,
    );
    return undefined;
  }
  const project = { id, slug: 'injected', domains: [] };
  const folders = projectFolders(root, project);
  mkdirSync(folders.source, { recursive: true });
  writeFileSync(join(folders.source, 'server.js'), '');
  writeFileSync(join(folders.source, 'flake.nix'), '{ outputs = _: { }; }');
  const tree = { commit: '0'.repeat(40), directory: folders.source, subject: '', author: '' };
  const request = { folders, project, config: checked, tree, dependencies: [] };
  try {
    const { directory } = await flakes().render(request, recordingStep());
    return join(directory, 'flake.nix');
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return undefined;
  }
}

let made: ReturnType<typeof createFlakes> | undefined;
function flakes(): ReturnType<typeof createFlakes> {
  made ??= createFlakes(nixSettings(root));
  return made;
}

let lastId = 0;
let accepted = 0;

describe.each(Object.entries(hostile))('%s in every field', (_, text) => {
  test('is refused, or is text and nothing else', async () => {
    const files: string[] = [];
    for (const { config } of fields) {
      lastId += 1;
      const file = await rendered(config(text), lastId);
      if (file !== undefined) files.push(file);
    }
    accepted += files.length;
    if (files.length === 0) return;
    // An error here names what became code; the command lines say which field it was.
    const { stdout } = await runCommand(['nix-instantiate', '--parse', ...files]);
    const outside = stdout.replaceAll(/"(?:[^"\\]|\\.)*"/gs, '""');
    expect(outside).not.toContain(code);
    for (const file of files) expect(readFileSync(file, 'utf8').length).toBeLessThan(100_000);
  });
});

test('NUL and a megabyte are refused wherever text is', async () => {
  for (const name of ['NUL', 'one megabyte']) {
    for (const { path, config } of fields) {
      const answer = parseAppConfig(JSON.stringify(config(hostile[name] ?? '')));
      expect(answer.config, `${name} in ${path.join('.')}`).toBeUndefined();
    }
  }
});

test('what is accepted arrives as it was', async () => {
  const text = `a\${${code}} '' $(touch x) \`y\` "z" \\ $$ #`;
  const file = await rendered(
    { ...base, build: { commands: [`echo ${text}`], env: { GIVEN: text } } },
    1_000_000,
  );
  const { stdout } = await runCommand(['nix-instantiate', '--parse', file ?? '']);
  const strings = [...stdout.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, body]) =>
    (body ?? '').replaceAll(/\\(.)/gs, (_, letter: string) => (letter === 'n' ? '\n' : letter)),
  );
  // From here a shell reads them, which takes the quotes off again.
  expect(strings).toContain(`run ${shellWord(`echo ${text}`)}`);
  expect(strings.some((each) => each.includes(shellWord(text)))).toBe(true);
  expect(accepted).toBeGreaterThan(50);
});
