import { closest, distance } from 'fastest-levenshtein';
import { UserError } from '../lib/user-error.ts';
import { type AgentSettings, defaultSettings } from './default-settings.ts';
import { areTimeLimits, readTimeLimits } from './domain/time-limits.ts';

export { type AgentSettings, defaultSettings };

type Key = keyof AgentSettings;
const keys = Object.keys(defaultSettings) as Key[];

const choices: Partial<Record<Key, readonly string[]>> = {
  toolchains: ['auto', 'nixpkgs', 'offline'],
  sandbox: ['required', 'when-possible'],
  serviceManager: ['auto', 'systemd', 'process'],
  logLevel: ['debug', 'info', 'warn', 'error', 'silent'],
};

const folders: readonly Key[] = ['root', 'stateDirectory', 'profilesDirectory', 'unitDirectory'];

const numberRanges: Partial<Record<Key, readonly [number, number]>> = {
  httpPort: [1, 65_535],
  httpsPort: [0, 65_535],
  maxBuilds: [1, 64],
  keepReleases: [0, 1_000],
};

/** Variables of the same prefix that are no settings. */
const otherVariables = ['VPSPILOT_AGENT_CONFIG'];

/** "stateDirectory" is overridden by VPSPILOT_AGENT_STATE_DIRECTORY. */
export function environmentName(key: string): string {
  return `VPSPILOT_AGENT_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/**
 * Makes the settings from the text of the settings file and the environment; the environment wins.
 *
 * @throws UserError `settings_invalid` naming the file or variable, what was expected and what came.
 */
export function parseSettings(
  file: { text: string; name: string } | undefined,
  environment: Readonly<Record<string, string | undefined>> = {},
): AgentSettings {
  const given = { ...fromFile(file), ...fromEnvironment(environment) };
  const settings: Record<string, unknown> = { ...defaultSettings };
  for (const [key, { value, source }] of Object.entries(given)) {
    settings[key] = checked(key as Key, value, source);
  }
  const complete = settings as unknown as AgentSettings;
  refuseContradictions(complete);
  return complete;
}

interface Given {
  value: unknown;
  source: string;
}

function fromFile(file: { text: string; name: string } | undefined): Record<string, Given> {
  if (file === undefined) return {};
  const content = parseJson(file);
  const given: Record<string, Given> = {};
  for (const [key, value] of Object.entries(content)) {
    if (!keys.includes(key as Key)) throw unknown(`'${key}' in ${file.name}`, key, keys);
    given[key] = { value, source: `${key} in ${file.name}` };
  }
  return given;
}

function parseJson(file: { text: string; name: string }): object {
  let content: unknown;
  try {
    content = JSON.parse(file.text);
  } catch (cause) {
    throw new UserError('settings_invalid', `${file.name} is not valid JSON: ${String(cause)}`, {
      cause,
    });
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content;
  throw new UserError('settings_invalid', `${file.name} must hold one JSON object`);
}

function fromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, Given> {
  const names = new Map(keys.map((key) => [environmentName(key), key]));
  const given: Record<string, Given> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith('VPSPILOT_AGENT_') || value === undefined) continue;
    if (otherVariables.includes(name)) continue;
    const key = names.get(name);
    if (key === undefined) throw unknown(name, name, [...names.keys()]);
    given[key] = { value: fromText(key, value), source: name };
  }
  return given;
}

function unknown(what: string, name: string, known: readonly string[]): UserError {
  const near = closest(name, known);
  const isNear = distance(name, near) <= Math.max(3, name.length / 3);
  return new UserError('settings_invalid', `There is no setting ${what}`, {
    hint: isNear ? `Did you mean ${near}?` : `Known settings: ${known.join(', ')}`,
  });
}

/** Variables are text; the file has the real types. */
function fromText(key: Key, text: string): unknown {
  const example = defaultSettings[key];
  if (typeof example === 'boolean')
    return (
      ({ true: true, false: false, '1': true, '0': false } as Record<string, boolean>)[text] ?? text
    );
  if (typeof example === 'number') return /^\d+$/.test(text) ? Number(text) : text;
  if (key === 'portRange') return text.split('-').map(Number);
  if (key === 'timeLimits') return readTimeLimits(text);
  return text;
}

function checked(key: Key, value: unknown, source: string): unknown {
  const expected = expectation(key, value);
  if (expected === undefined) return value;
  throw new UserError(
    'settings_invalid',
    `${source} must be ${expected}, but is ${JSON.stringify(value)}`,
  );
}

/** What the setting must be; undefined when the value is just that. */
function expectation(key: Key, value: unknown): string | undefined {
  const [expected, isGood] = rule(key);
  return isGood(value) ? undefined : expected;
}

type Rule = readonly [expected: string, isGood: (value: unknown) => boolean];

function rule(key: Key): Rule {
  const allowed = choices[key];
  if (allowed !== undefined) {
    return [`one of ${allowed.join(', ')}`, (value) => allowed.includes(String(value))];
  }
  if (key === 'portRange') return ['two ports, the lower one first', isPortRange];
  if (key === 'timeLimits')
    return ['whole seconds by step, such as {"build": 3600}', areTimeLimits];
  if (folders.includes(key)) return ['an absolute path', isAbsolutePath];
  const range = numberRanges[key];
  if (range !== undefined) {
    return [`a whole number from ${range[0]} to ${range[1]}`, (value) => isWithin(value, range)];
  }
  const type = typeof defaultSettings[key];
  return [`a ${type}`, (value) => typeof value === type];
}

function isAbsolutePath(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('/');
}

function isPortRange(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const ports: unknown[] = value;
  return ports.every((port) => isWithin(port, [1, 65_535])) && Number(ports[0]) <= Number(ports[1]);
}

function isWithin(value: unknown, [low, high]: readonly [number, number]): boolean {
  return Number.isInteger(value) && Number(value) >= low && Number(value) <= high;
}

function refuseContradictions(settings: AgentSettings): void {
  const { httpPort, httpsPort, portRange } = settings;
  if (httpPort === httpsPort) {
    throw new UserError('settings_invalid', `httpPort and httpsPort are both ${httpPort}`, {
      hint: 'Give them different ports, or set httpsPort to 0 to go without HTTPS',
    });
  }
  for (const [name, port] of [
    ['httpPort', httpPort],
    ['httpsPort', httpsPort],
  ] as const) {
    if (port >= portRange[0] && port <= portRange[1]) {
      throw new UserError(
        'settings_invalid',
        `${name} ${port} lies within portRange, whose ports are given to releases`,
        {
          hint: `Choose a ${name} outside ${portRange[0]}-${portRange[1]}, or another portRange`,
        },
      );
    }
  }
}
