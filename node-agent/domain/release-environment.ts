import { isReservedVariable, placeholderName } from '../../lib/app-config/placeholders.ts';
import { UserError } from '../../lib/user-error.ts';

export interface EnvironmentSources {
  /** `env` of config.vpspilot.json. */
  config: Readonly<Record<string, string>>;
  /** Every secret of the project. */
  secrets: Readonly<Record<string, string>>;
  /** What vpspilot itself sets: PORT and VPSPILOT_*. */
  platform: Readonly<Record<string, string>>;
  slug: string;
  /** Secrets that registry files refer to. */
  registrySecrets: readonly string[];
}

/**
 * The variables a release starts with. From weakest to strongest:
 *
 *   1. literals in the config's `env`      defaults that everybody may read
 *   2. secrets                             set per project, so they win over defaults; not those
 *                                          that only registry files such as .npmrc refer to
 *   3. `"KEY": "{{NAME}}"` in `env`        says explicitly where KEY comes from
 *   4. PORT and VPSPILOT_*                 facts about the release; nobody else knows them
 *
 * @throws UserError `secrets_missing` naming every placeholder without a value
 */
export function releaseEnvironment(sources: EnvironmentSources): Record<string, string> {
  const literals: Record<string, string> = {};
  const mapped: Record<string, string> = {};
  const missing = new Set<string>();
  for (const [key, value] of Object.entries(sources.config)) {
    const name = placeholderName(value);
    const secret = name === undefined ? undefined : sources.secrets[name];
    if (name === undefined) literals[key] = value;
    else if (secret === undefined) missing.add(name);
    else mapped[key] = secret;
  }
  if (missing.size > 0) throw secretsMissing([...missing].sort(), sources.slug);
  const secrets = { ...sources.secrets };
  for (const name of withheldSecrets(sources)) delete secrets[name];
  return { ...literals, ...secrets, ...mapped, ...sources.platform };
}

/** Secrets that are for registries only: the application gets them where its `env` names them. */
export function withheldSecrets({
  config,
  secrets,
  registrySecrets,
}: EnvironmentSources): string[] {
  const named = Object.values(config).map(placeholderName);
  return registrySecrets.filter((name) => name in secrets && !named.includes(name));
}

/** Variables that were given and are set by vpspilot instead. */
export function overriddenVariables({ config, secrets }: EnvironmentSources): string[] {
  return [...new Set([...Object.keys(config), ...Object.keys(secrets)])].filter(isReservedVariable);
}

function secretsMissing(names: readonly string[], slug: string): UserError {
  const what = names.length === 1 ? 'This secret has' : 'These secrets have';
  return new UserError('secrets_missing', `${what} no value: ${names.join(', ')}`, {
    hint: `vpspilot secrets set ${slug} ${names.map((name) => `${name}=…`).join(' ')}`,
  });
}
