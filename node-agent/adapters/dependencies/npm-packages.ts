import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { registryPath, tarballUrl } from '../../domain/npm-lock.ts';
import type { Step } from '../../ports.ts';
import type { FetchHints } from './download.ts';
import type { EcosystemRequest } from './ecosystem.ts';
import type { EcosystemSettings } from './families.ts';
import { fetchFiles, type RemoteFile } from './fetch-file.ts';
import { npmRegistry, type ProjectSettings } from './npm-registry.ts';
import { registrySecrets } from './registry-secrets.ts';

/** A package of an npm registry, whatever manager has locked it. */
export interface RegistryPackage {
  name: string;
  version: string;
  /** Undefined: what it was at its first use counts. */
  integrity: string | undefined;
  /** Where the lock says it is; undefined: where its registry has it. */
  resolved: string | undefined;
}

/**
 * Fetches packages from the registries that the project and this node use.
 *
 * @param own settings that the project's registry files hold.
 * @returns how many were not in the node's cache.
 */
export async function fetchPackages(
  packages: readonly RegistryPackage[],
  {
    directory,
    placeOf,
    own,
  }: {
    directory: string;
    placeOf(one: RegistryPackage): string;
    own: ProjectSettings;
  },
  request: Pick<EcosystemRequest, 'project' | 'secrets'>,
  settings: EcosystemSettings,
  step: Step,
): Promise<number> {
  const secrets = await registrySecrets(request);
  const registry = await npmRegistry(settings, { own, secrets }, step.signal);
  const files = packages.map((one): RemoteFile => {
    const { name, version, integrity } = one;
    const { url, headers, isPublic } = registry.locate(name, (base) => tarballUrl(one, base));
    const from = isPublic ? '' : ` from ${new URL(url).host}`;
    const trust =
      integrity === undefined ? { firstUse: `${name}@${version}${from}` } : { integrity };
    return { label: `${name} ${version}`, url, headers, trust, place: placeOf(one) };
  });
  const plan = { ecosystem: 'npm', directory, hints: hints(request.project) };
  return (await fetchFiles(files, plan, settings, step)).fetched;
}

/** Below the folder that the registry inside a build serves. */
export function registryPlace({ name, version }: RegistryPackage): string {
  return registryPath('packages/', name, version);
}

function hints({ slug }: EcosystemRequest['project']): FetchHints {
  return {
    unauthorized: `The registry wants a token: let .npmrc say //<host>/:_authToken=\${NPM_TOKEN}, then vpspilot secrets set ${slug} NPM_TOKEN=…`,
    missing:
      'The registry does not have this version: install on your machine and commit the lock file',
  };
}

/** Text of a file in a folder; undefined when it is not there. */
export async function textIn(directory: string, file: string): Promise<string | undefined> {
  return await readFile(join(directory, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
