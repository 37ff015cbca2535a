import { textIn } from './npm-packages.ts';
import type { ProjectSettings } from './npm-registry.ts';
import { readYaml } from './yaml.ts';

interface Registry {
  npmRegistryServer?: string;
  npmAuthToken?: string;
}

interface Yarnrc extends Registry {
  nodeLinker?: string;
  npmScopes?: Record<string, Registry>;
  npmRegistries?: Record<string, Registry>;
}

/** What a project's .yarnrc.yml says, its registries and tokens in the words of .npmrc. */
export async function yarnrcSettings(
  directory: string,
): Promise<{ own: ProjectSettings; linksModules: boolean }> {
  const text = (await textIn(directory, '.yarnrc.yml')) ?? '';
  const yarnrc = ((await readYaml(text, '.yarnrc.yml')) ?? {}) as Yarnrc;
  const own = new Map<string, string>();
  const { npmRegistryServer: standard } = yarnrc;
  if (standard !== undefined) own.set('registry', standard);
  token(own, standard, yarnrc);
  for (const [scope, { npmRegistryServer: server, ...more }] of Object.entries(
    yarnrc.npmScopes ?? {},
  )) {
    if (server !== undefined) own.set(`@${scope}:registry`, server);
    token(own, server ?? standard, more);
  }
  for (const [server, more] of Object.entries(yarnrc.npmRegistries ?? {})) token(own, server, more);
  return { own, linksModules: (yarnrc.nodeLinker ?? 'pnp') !== 'pnp' };
}

/** A token is for the registry beside which it stands. */
function token(own: Map<string, string>, server: string | undefined, { npmAuthToken }: Registry) {
  if (server === undefined || npmAuthToken === undefined) return;
  own.set(`${server.replace(/^https?:/, '').replace(/\/$/, '')}/:_authToken`, npmAuthToken);
}
