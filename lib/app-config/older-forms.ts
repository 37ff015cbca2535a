/** Turns the older forms of the file into today's, with a warning for each key and what to write instead. */
import {
  type Entry,
  type ObjectValue,
  type Scalar,
  setAt,
  takeAt,
  toPlain,
  type Value,
  valueAt,
} from './document.ts';
import { type Findings, showValue } from './findings.ts';
import { nearest } from './nearest.ts';
import { localPath } from './normalise.ts';
import { ignoredKeys, renamedKeys, typeOfTechnology } from './renamed-keys.ts';

/** Which older habits were found; later checks are kinder about what these never asked for. */
export interface OlderForm {
  /** `type` was made from `tech`. */
  typeFromTech: boolean;
}

export function resolveOlderForms(root: ObjectValue, findings: Findings): OlderForm {
  const typeFromTech = !root.entries.has('type') && root.entries.has('tech');
  const startsFlake = dropNixStart(root, findings);
  for (const { from, to } of renamedKeys) resolveRenamed(root, from, to, findings);
  moveEnvironmentObject(root, findings);
  for (const [key, reason] of Object.entries(ignoredKeys)) {
    const entry = takeAt(root, key);
    if (entry !== undefined) findings.warning(entry.keyPlace, 'is ignored', reason);
  }
  reportRestOfDeployment(root, findings);
  dropNixBuild(root, findings);
  recogniseOwnFlake(root, typeFromTech && startsFlake, findings);
  return { typeFromTech };
}

function resolveRenamed(root: ObjectValue, from: string, to: string, findings: Findings): void {
  const old = takeAt(root, from);
  if (old === undefined) return;
  const present = valueAt(root, to);
  const value = convert(from, old, present, findings);
  if (value === undefined) return;
  if (present === undefined) {
    setAt(root, to, { keyPlace: old.keyPlace, value });
    findings.warning(old.keyPlace, `is an older name of "${to}"`, rewriteHint(from, to, value));
    return;
  }
  if (sameMeaning(present, value)) {
    findings.warning(old.keyPlace, `repeats "${to}"`, 'remove it');
    return;
  }
  const { line } = findings.position(present.place);
  const says = `says ${showPlain(value)}, but "${to}" on line ${line} says ${showPlain(present)}`;
  findings.error(old.keyPlace, says, `keep "${to}" and remove this one`);
}

function showPlain(value: Value): string {
  const plain = toPlain(value);
  const text = JSON.stringify(plain);
  return text.length <= 60 ? text : showValue(plain);
}

function rewriteHint(from: string, to: string, value: Value): string {
  if (from === 'tech') return `write "type": ${showPlain(value)}`;
  return `write "${to}" instead`;
}

function sameMeaning(a: Value, b: Value): boolean {
  const plain = (value: Value) => {
    const data = toPlain(value);
    return typeof data === 'string' ? (localPath(data) ?? data).replace(/^\.\//, '').trim() : data;
  };
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

/** The old key's value in today's shape; undefined when it was dealt with. */
function convert(
  from: string,
  old: Entry,
  present: Value | undefined,
  findings: Findings,
): Value | undefined {
  if (from === 'tech') return typeFromTech(old, present, findings);
  if (from === 'deployment.build_command') {
    if (isNixCommand(old.value)) return dropped(old, 'build', findings);
    const items = old.value.kind === 'array' ? old.value.items : [old.value];
    return { kind: 'array', items, place: old.value.place };
  }
  return old.value;
}

function typeFromTech(
  old: Entry,
  present: Value | undefined,
  findings: Findings,
): Value | undefined {
  const items = old.value.kind === 'array' ? old.value.items : [old.value];
  const names = items.map((item) => (item.kind === 'scalar' ? String(item.value) : ''));
  const types = [...new Set(names.flatMap((name) => typeOfTechnology(name) ?? []))];
  const given = present?.kind === 'scalar' ? String(present.value).trim().toLowerCase() : undefined;
  // "tech" is a list of everything the project uses: it agrees when the type is among it.
  if (given !== undefined && (types.length === 0 || types.includes(given))) {
    return findings.warning(old.keyPlace, 'is ignored', '"type" says it');
  }
  const type = leadingType(types);
  if (type !== undefined)
    return { kind: 'scalar', value: type, source: type, place: old.value.place };
  const message =
    types.length === 0 ? 'names no type that is known' : `could mean ${types.join(' or ')}`;
  findings.error(old.keyPlace, message, 'write "type" instead, such as "type": "nodejs"');
  // Any type will do now: what is missing has been said.
  return present ?? { kind: 'scalar', value: 'custom', source: 'custom', place: old.value.place };
}

function leadingType(types: string[]): string | undefined {
  const framework = types.find((type) => type === 'laravel' || type === 'django');
  if (framework !== undefined) return framework;
  // A front end beside a server is part of the server's project.
  const servers = types.filter((type) => type !== 'static');
  return servers.length === 0 ? types[0] : servers.length === 1 ? servers[0] : undefined;
}

/** `deployment.environment` is a stage's name in one document; as an object it can only mean variables. */
function moveEnvironmentObject(root: ObjectValue, findings: Findings): void {
  const value = valueAt(root, 'deployment.environment');
  if (value?.kind === 'object') resolveRenamed(root, 'deployment.environment', 'env', findings);
}

function isNixCommand(value: Value | undefined): value is Scalar {
  return (
    value?.kind === 'scalar' &&
    typeof value.value === 'string' &&
    /^\s*nix(-build|-shell|\s+(build|run|develop|shell))(\s|$)/.test(value.value)
  );
}

function dropped(
  entry: Pick<Entry, 'keyPlace'>,
  verb: 'build' | 'start',
  findings: Findings,
): undefined {
  return findings.warning(
    entry.keyPlace,
    'is ignored: vpspilot calls Nix by itself',
    verb === 'build'
      ? 'write the commands that make the application in "build.commands", or remove this'
      : 'write the command that starts the application in "start.command", or remove this',
  );
}

/**
 * "nix build" and "nix run .#default" mean: build and run the package of a flake. vpspilot does
 * that by itself, so they say nothing more than that.
 */
function dropNixStart(root: ObjectValue, findings: Findings): boolean {
  let found = false;
  for (const path of ['deployment.start_command', 'start.command']) {
    if (!isNixCommand(valueAt(root, path))) continue;
    const entry = takeAt(root, path);
    if (entry !== undefined) dropped(entry, 'start', findings);
    found = true;
  }
  return found;
}

function dropNixBuild(root: ObjectValue, findings: Findings): void {
  const commands = valueAt(root, 'build.commands');
  if (commands?.kind !== 'array') return;
  for (const item of commands.items.filter(isNixCommand)) {
    dropped({ keyPlace: item.place }, 'build', findings);
  }
  commands.items = commands.items.filter((item) => !isNixCommand(item));
}

/** A flake of the author's own, and no type that says otherwise: that is type `custom`. */
function recogniseOwnFlake(root: ObjectValue, typeIsGuess: boolean, findings: Findings): void {
  const flake = valueAt(root, 'nix.flake_file');
  if (flake === undefined || (root.entries.has('type') && !typeIsGuess)) return;
  const value: Scalar = { kind: 'scalar', value: 'custom', source: 'custom', place: flake.place };
  root.entries.set('type', { keyPlace: flake.place, value });
  findings.warning(
    flake.place,
    'the project brings its own flake, so its type is taken as "custom"',
    'write "type": "custom"',
  );
}

/** What is left in "deployment" was never a key of any form. */
function reportRestOfDeployment(root: ObjectValue, findings: Findings): void {
  const deployment = root.entries.get('deployment')?.value;
  if (deployment?.kind !== 'object') return;
  root.entries.delete('deployment');
  const known = [...renamedKeys.map(({ from }) => from), ...Object.keys(ignoredKeys)]
    .filter((key) => key.startsWith('deployment.'))
    .map((key) => key.slice('deployment.'.length));
  for (const [key, { keyPlace }] of deployment.entries) {
    const near = nearest(key, known);
    const hint =
      near === undefined ? `"deployment" knows ${known.join(', ')}` : `did you mean "${near}"?`;
    findings.error(keyPlace, 'unknown key', hint);
  }
}
