import type { Family } from '../../domain/languages/language.ts';
import type { AgentSettings } from '../../settings.ts';
import type { Digests } from './digests.ts';
import type { Ecosystem } from './ecosystem.ts';
import type { GemSettings } from './gem-source.ts';
import type { GoProxySettings } from './go-proxy.ts';
import type { RegistrySettings } from './npm-registry.ts';

export type EcosystemSettings = RegistrySettings &
  GemSettings &
  GoProxySettings &
  Pick<
    AgentSettings,
    | 'root'
    | 'allowLocalRepositories'
    | 'nixCommand'
    | 'toolchains'
    | 'composerMirror'
    | 'pythonIndex'
  > & {
    /** For what a lock file has no hash of; used by fetchFiles. */
    digests: Digests;
  };

/**
 * The package managers of each family, in the order in which they are asked; the first whose files
 * are there is used. Each is loaded only when a project of its family is deployed.
 */
export const families: Readonly<
  Record<Family, (settings: EcosystemSettings) => Promise<readonly Ecosystem[]>>
> = {
  async javascript(settings) {
    const [{ npmEcosystem }, { pnpmEcosystem }, { yarnEcosystem }] = await Promise.all([
      import('./npm.ts'),
      import('./pnpm.ts'),
      import('./yarn.ts'),
    ]);
    // npm last: it also serves projects without any lock file.
    return [pnpmEcosystem(settings), yarnEcosystem(settings), npmEcosystem(settings)];
  },
  async php(settings) {
    const { composerEcosystem } = await import('./composer.ts');
    return [composerEcosystem(settings)];
  },
  async python(settings) {
    const { pythonEcosystems } = await import('./python.ts');
    return pythonEcosystems(settings);
  },
  async ruby(settings) {
    const { bundlerEcosystem } = await import('./bundler.ts');
    return [bundlerEcosystem(settings)];
  },
  async go(settings) {
    const { goEcosystem } = await import('./go.ts');
    return [goEcosystem(settings)];
  },
};
