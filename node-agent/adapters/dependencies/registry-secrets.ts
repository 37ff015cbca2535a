import { UserError } from '../../../lib/user-error.ts';
import type { DependencyRequest } from '../../ports.ts';

/** What registry files such as .npmrc may refer to. */
export interface RegistrySecrets {
  /**
   * Replaces each ${NAME} by the project's secret of this name, or what stands behind it as in
   * ${NAME:-default}. For values that only the fetcher
   * uses; the result must not be shown, nor written where a build can see it.
   *
   * @throws UserError `secrets_missing` naming the secret and the file.
   */
  expand(text: string, file: string): string;
  /** The value of a secret, if it is set. */
  value(name: string): string | undefined;
}

/**
 * Opens the project's secrets for registry files. They win over the agent's own variables, which
 * only files of the machine should name.
 */
export async function registrySecrets({
  project,
  secrets,
}: Pick<DependencyRequest, 'project' | 'secrets'>): Promise<RegistrySecrets> {
  const values = new Map(Object.entries(await secrets()));
  return {
    value: (name) => values.get(name),
    expand: (text, file) =>
      text.replace(references, (_, name: string, standard?: string) => {
        const value = values.get(name) ?? standard;
        if (value !== undefined) return value;
        throw new UserError('secrets_missing', `${file} refers to ${name}, which has no value`, {
          hint: `vpspilot secrets set ${project.slug} ${name}=…`,
        });
      }),
  };
}

const references = /\$\{(\w+)(?::?-([^}]*))?\}/g;

/** Names that a text refers to as ${NAME}. */
export function referencesIn(text: string): string[] {
  return [...new Set([...text.matchAll(references)].map(([, name = '']) => name))];
}
