/** Rules between keys, and rules that need a better answer than "expected". */
import {
  type Entry,
  type ObjectValue,
  type Scalar,
  setAt,
  type Value,
  valueAt,
} from './document.ts';
import type { Findings } from './findings.ts';
import { checkLaravel } from './laravel.ts';
import type { OlderForm } from './older-forms.ts';
import { isReservedVariable, placeholderName } from './placeholders.ts';

/** What to write as `start.command`, per type that needs one. */
export const startCommands: Readonly<Record<string, string>> = {
  laravel: 'php artisan serve --host=0.0.0.0 --port=$PORT',
  nodejs: 'npm start',
  python: 'gunicorn myapp.wsgi:application --bind 0.0.0.0:$PORT',
  django: 'gunicorn myapp.wsgi:application --bind 0.0.0.0:$PORT',
  ruby: 'bundle exec puma -b tcp://0.0.0.0:$PORT',
};

/** What is read and kept while nothing uses it yet: nobody should rely on it in silence. */
const unused: Readonly<Record<string, string>> = {
  'resources.disk_limit': 'nothing limits its disk space yet',
  database: 'vpspilot starts no database; give its address as a secret in "env"',
  cache: 'vpspilot starts no cache; give its address as a secret in "env"',
  backups: 'no backups are made from this yet',
  monitoring: 'nothing is monitored from this yet',
};

export function checkMeaning(root: ObjectValue, form: OlderForm, findings: Findings): void {
  checkStart(root, form, findings);
  checkVariables(root, 'env', findings);
  checkVariables(root, 'build.env', findings);
  checkBuildEnvironment(root, findings);
  checkCommands(root, findings);
  checkFlake(root, findings);
  checkLaravel(root, findings);
  for (const [path, hint] of Object.entries(unused)) {
    const value = valueAt(root, path);
    if (value !== undefined && !isDisabled(value)) {
      findings.warning(value.place, 'is kept, but not used yet', hint);
    }
  }
}

function isDisabled(section: Value): boolean {
  if (section.kind !== 'object') return false;
  const enabled = section.entries.get('enabled')?.value;
  return enabled?.kind === 'scalar' && enabled.value === false;
}

function checkStart(root: ObjectValue, form: OlderForm, findings: Findings): void {
  const type = textAt(root, 'type');
  const suggestion = type === undefined ? undefined : startCommands[type];
  const start = valueAt(root, 'start');
  // A "start" of another kind is reported as that.
  if (start !== undefined && start.kind !== 'object') return;
  if (suggestion === undefined || start?.entries.has('command') === true) return;
  const place = { ...(start ?? root).place, path: 'start.command' };
  if (form.typeFromTech && type === 'nodejs') {
    // The older form had no start command; "npm start" is what its template ran.
    const value: Scalar = { kind: 'scalar', value: suggestion, source: suggestion, place };
    setAt(root, 'start.command', { keyPlace: place, value });
    findings.warning(
      place,
      'is missing; "npm start" is assumed',
      'write "start": {"command": "npm start"}',
    );
    return;
  }
  const example = `"start": {"command": ${JSON.stringify(suggestion)}}`;
  findings.error(place, `is missing; type "${type}" needs one`, `for example ${example}`);
}

function checkVariables(root: ObjectValue, path: string, findings: Findings): void {
  for (const [name, { keyPlace }] of entriesAt(root, path)) {
    if (name === 'PORT') {
      const hint = 'remove it; the application reads PORT and listens there';
      findings.error(keyPlace, 'PORT is set by vpspilot: each release gets its own', hint);
    } else if (isReservedVariable(name)) {
      findings.error(
        keyPlace,
        'names that begin with VPSPILOT_ are set by vpspilot',
        'use another name',
      );
    }
  }
  if (path !== 'env') return;
  for (const [, { value }] of entriesAt(root, path)) checkPlaceholder(value, findings);
}

function checkPlaceholder(value: Value, findings: Findings): void {
  if (value.kind !== 'scalar' || typeof value.value !== 'string') return;
  if (!/^\{\{[^{}]*\}\}$/.test(value.value)) return;
  const name = placeholderName(value.value);
  if (name === undefined) {
    const hint = 'letters, digits and _, no digit first: {{DATABASE_URL}}';
    findings.error(value.place, `${value.value.slice(0, 60)} is not the name of a secret`, hint);
  } else if (isReservedVariable(name)) {
    const hint =
      name === 'PORT' ? 'the application reads PORT itself; remove this' : 'use another name';
    findings.error(value.place, `${name} is set by vpspilot and cannot be a secret`, hint);
  }
}

function checkBuildEnvironment(root: ObjectValue, findings: Findings): void {
  for (const [, { value }] of entriesAt(root, 'build.env')) {
    if (value.kind !== 'scalar' || typeof value.value !== 'string') continue;
    if (!/\{\{[^{}]*\}\}/.test(value.value)) continue;
    const hint = 'put it into "env", or write a value that may be public';
    findings.error(value.place, 'secrets cannot be used in the build, which is public', hint);
  }
}

/** Placeholders belong to `env`; in a command they stay as they are. */
function checkCommands(root: ObjectValue, findings: Findings): void {
  const build = valueAt(root, 'build.commands');
  const values = [
    ...(build?.kind === 'array' ? build.items : []),
    ...['start.command', 'test.command', 'release.command'].map((path) => valueAt(root, path)),
  ];
  for (const value of values) {
    if (value?.kind !== 'scalar' || typeof value.value !== 'string') continue;
    const name = /\{\{\s*([A-Za-z_]\w*)\s*\}\}/.exec(value.value)?.[1];
    if (name === undefined) continue;
    const hint = `put "${name}": "{{${name}}}" into "env" and write $${name} here`;
    findings.warning(
      value.place,
      '{{…}} is not replaced in a command',
      name === 'PORT' ? 'write $PORT' : hint,
    );
  }
}

function checkFlake(root: ObjectValue, findings: Findings): void {
  const type = textAt(root, 'type');
  if (type === undefined || type === 'custom') return;
  for (const key of ['nix.flake_file', 'nix.package']) {
    const value = valueAt(root, key);
    if (value === undefined) continue;
    const hint = 'write "type": "custom" to build your own flake, or remove this';
    findings.warning(value.place, `is not used by type "${type.slice(0, 40)}"`, hint);
  }
}

function entriesAt(root: ObjectValue, path: string): [string, Entry][] {
  const value = valueAt(root, path);
  return value?.kind === 'object' ? [...value.entries] : [];
}

function textAt(root: ObjectValue, path: string): string | undefined {
  const value = valueAt(root, path);
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}
