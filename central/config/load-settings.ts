import { readFile } from 'node:fs/promises';
import { distance } from 'fastest-levenshtein';
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import type { z } from 'zod';
import { UserError } from '../../lib/user-error.ts';
import { type SettingName, type Settings, settingsSchema } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const names = Object.keys(settingsSchema.shape) as SettingName[];
const prefix = 'VPSPILOT_';
/** A variable that differs from a setting's by this many letters is taken for a slip of the pen. */
const slipDistanceMax = 2;

/**
 * Reads the file named by VPSPILOT_CONFIG (JSON with comments), then VPSPILOT_* variables over it.
 *
 * @throws UserError `settings_invalid`; the message names the setting and where it came from.
 */
export async function loadSettings(env: Environment): Promise<Settings> {
  const file = env['VPSPILOT_CONFIG'];
  const fromFile = file === undefined || file === '' ? {} : await readSettingsFile(file);
  const fromEnvironment = settingsFromEnvironment(env);
  const result = settingsSchema.safeParse({ ...fromFile, ...fromEnvironment });
  if (!result.success) throw invalid(result.error, new Set(Object.keys(fromEnvironment)), file);
  refuseContradictions(result.data);
  return result.data;
}

/** httpPort → VPSPILOT_HTTP_PORT */
export function variableName(setting: string): string {
  return prefix + setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

async function readSettingsFile(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError('settings_invalid', `The settings file ${file} cannot be read`, {
      cause,
      hint: 'VPSPILOT_CONFIG names it',
    });
  });
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    const line = text.slice(0, error.offset).split('\n').length;
    const said = printParseErrorCode(error.error);
    throw new UserError('settings_invalid', `${file}, line ${line}: ${said}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UserError('settings_invalid', `${file}: expected an object of settings`);
  }
  return value as Record<string, unknown>;
}

function settingsFromEnvironment(env: Environment): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const name of names) {
    const text = env[variableName(name)];
    if (text !== undefined && text !== '') found[name] = typed(name, text);
  }
  refuseSlips(env);
  return found;
}

function typed(name: SettingName, text: string): unknown {
  const number = Number(text);
  // What is text in the schema stays text, whatever it looks like.
  const takesNumber = settingsSchema.shape[name].safeParse(number).success;
  return takesNumber && !Number.isNaN(number) ? number : text;
}

/** Other programs have VPSPILOT_ variables too, so only near misses are refused. */
function refuseSlips(env: Environment): void {
  const known = names.map(variableName);
  for (const variable of Object.keys(env)) {
    if (!variable.startsWith(prefix) || variable === 'VPSPILOT_CONFIG') continue;
    if (known.includes(variable)) continue;
    const near = known.find((name) => distance(name, variable) <= slipDistanceMax);
    if (near === undefined) continue;
    throw new UserError('settings_invalid', `There is no setting ${variable}`, {
      hint: `Did you mean ${near}?`,
    });
  }
}

function invalid(
  error: z.ZodError,
  fromEnvironment: Set<string>,
  file: string | undefined,
): UserError {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const near = names.toSorted((a, b) => distance(a, key) - distance(b, key))[0] ?? '';
    return new UserError('settings_invalid', `${file}: there is no setting "${key}"`, {
      hint: `Did you mean "${near}"?`,
    });
  }
  const name = String(issue?.path[0] ?? '');
  const where = fromEnvironment.has(name) ? variableName(name) : `${file}: ${name}`;
  return new UserError('settings_invalid', `${where}: ${issue?.message ?? 'invalid'}`);
}

function refuseContradictions(settings: Settings): void {
  const { httpPort, grpcPort, watchSeconds, drainSeconds, deploymentTimeoutSeconds } = settings;
  if (httpPort !== 0 && httpPort === grpcPort) {
    throw contradiction(`httpPort and grpcPort are both ${httpPort}`, 'Give them different ports');
  }
  if (watchSeconds + drainSeconds >= deploymentTimeoutSeconds) {
    throw contradiction(
      `watchSeconds (${watchSeconds}) and drainSeconds (${drainSeconds}) leave no time within deploymentTimeoutSeconds (${deploymentTimeoutSeconds})`,
      'Raise deploymentTimeoutSeconds',
    );
  }
  refuseHalfAnOwner(settings);
}

function refuseHalfAnOwner({ ownerEmail, ownerPasswordHash, ownerTotpSecret }: Settings): void {
  if ((ownerEmail === undefined) !== (ownerPasswordHash === undefined)) {
    const missing = ownerEmail === undefined ? 'ownerEmail' : 'ownerPasswordHash';
    throw contradiction(`${missing} is missing`, 'An owner is brought along by both of them');
  }
  if (ownerTotpSecret !== undefined && ownerEmail === undefined)
    throw contradiction('ownerTotpSecret is set without ownerEmail', 'Set ownerEmail too');
}

function contradiction(message: string, hint: string): UserError {
  return new UserError('settings_contradict', message, { hint });
}
