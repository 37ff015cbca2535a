/** The reference of config.vpspilot.json as Markdown, made from its JSON Schema. */
import { startCommands } from './checks.ts';
import { configJsonSchema, type SchemaNode } from './json-schema.ts';
import { ignoredKeys, renamedKeys } from './renamed-keys.ts';

const intro = `# config.vpspilot.json

<!-- Generated from lib/app-config by scripts/generate-config-docs.ts. Do not edit. -->

One file in the root of the repository tells vpspilot how to build, start and watch a project. It is
JSON; comments and trailing commas are fine. \`vpspilot config check\` tells what is wrong with a file,
and where. Editors complete and check it when it begins with
\`"$schema": "https://<your central>/config.schema.json"\`.

\`\`\`json
{
  "name": "Express API",
  "type": "nodejs",
  "runtime": { "node": "20" },
  "build": { "commands": ["npm ci", "npm run build"] },
  "start": { "command": "npm start" },
  "healthcheck": { "url": "/health" },
  "env": { "NODE_ENV": "production", "DATABASE_URL": "{{DATABASE_URL}}" }
}
\`\`\`

The rules for all keys: an unknown key is an error, and so is a key that is there twice; \`null\` is the
same as leaving a key out; paths are relative to the repository and stay inside it; no text holds
control characters; the file is at most 256 KiB.`;

/** The whole reference. */
export function configReference(): string {
  const schema = configJsonSchema();
  const top = Object.entries(schema.properties ?? {}).filter(([key]) => key !== '$schema');
  const isSection = (node: SchemaNode) =>
    node.properties !== undefined || node.items?.properties !== undefined;
  const plain = top.filter(([, node]) => !isSection(node) && node.deprecated !== true);
  const sections = top.filter(([, node]) => isSection(node) && node.deprecated !== true);
  return [
    intro,
    `## Top level\n\n${table(plain, '', schema.required ?? [])}`,
    ...sections.map(([key, node]) => section(key, node)),
    environment,
    startTable(),
    olderForms(),
    '',
  ].join('\n\n');
}

function section(key: string, node: SchemaNode): string {
  const isList = node.items?.properties !== undefined;
  const object = isList ? (node.items ?? {}) : node;
  const prefix = isList ? `${key}[].` : `${key}.`;
  const nested = Object.entries(object.properties ?? {}).filter(
    ([, inner]) => inner.properties !== undefined,
  );
  const parts = [
    `## ${key}`,
    node.description ?? '',
    table(Object.entries(object.properties ?? {}), prefix, object.required ?? []),
    ...nested.map(([inner, value]) => section(`${prefix}${inner}`, value).replace(/^##/, '###')),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function table(
  entries: [string, SchemaNode][],
  prefix: string,
  required: readonly string[],
): string {
  const rows = entries
    .filter(([, node]) => node.deprecated !== true && node.properties === undefined)
    .map(([key, node]) => row(`${prefix}${key}`, node, required.includes(key)));
  return [
    '| key | type | default | meaning | older names |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function row(path: string, node: SchemaNode, isRequired: boolean): string {
  const older = renamedKeys.filter(({ to }) => to === path).map(({ from }) => `\`${from}\``);
  const examples = (node.examples ?? []).map(code).join(', ');
  const meaning = [node.description, range(node), examples === '' ? '' : `Example: ${examples}.`]
    .filter(Boolean)
    .join(' ');
  const standard =
    isRequired || path === 'type' ? 'needed' : node.default === undefined ? '' : code(node.default);
  return `| \`${path}\` | ${typeName(node)} | ${standard} | ${meaning} | ${older.join(', ')} |`;
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value).replaceAll('|', '\\|')}\``;
}

function range({ minimum, maximum }: SchemaNode): string {
  return minimum === undefined || maximum === undefined ? '' : `From ${minimum} to ${maximum}.`;
}

function typeName(node: SchemaNode): string {
  if (node.enum !== undefined) return node.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (node.type === 'array')
    return `list of ${node.items?.properties === undefined ? 'text' : 'objects'}`;
  if (node.type === 'object') return 'object of text';
  const names = [node.type ?? 'any'].flat().map((name) => (name === 'string' ? 'text' : name));
  return names.map((name) => (name === 'integer' ? 'whole number' : name)).join(' or ');
}

const environment = `## What the application finds in its environment

- every key of \`env\`: the text as written, or the value of a secret where it is exactly \`{{NAME}}\`.
  A secret without a value stops the deployment before anything starts, and is named. \`{{NAME}}\` inside
  a longer text is only text.
- \`PORT\`: where it has to listen, a different one for each release.
- \`VPSPILOT_*\`: facts about the release.

Numbers and booleans in \`env\`, \`build.env\` and \`runtime\` count as the text they are written with: \`3.10\` is
"3.10".`;

function startTable(): string {
  const rows = Object.entries(startCommands).map(
    ([type, command]) => `| \`${type}\` | \`${command}\` |`,
  );
  return `## Usual start commands\n\n| type | \`start.command\` |\n|---|---|\n${rows.join('\n')}`;
}

function olderForms(): string {
  const renamed = renamedKeys.map(({ from, to }) => `| \`${from}\` | \`${to}\` |`);
  const ignored = Object.entries(ignoredKeys).map(
    ([key, reason]) => `| \`${key}\` | ignored: ${reason} |`,
  );
  return `## Older forms of the file

Keys of older forms are understood, with a warning that names the key to write. Where the older and
today's key are both there and differ, that is an error. \`nix build\` and \`nix run …\` as commands are
ignored: vpspilot calls Nix by itself. A project with \`nix.flake\` and no other start command is taken
as type \`custom\`.

| older key | today |
|---|---|
${[...renamed, ...ignored].join('\n')}`;
}
