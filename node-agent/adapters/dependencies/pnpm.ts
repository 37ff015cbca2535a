import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { javascriptEnvironment } from '../../domain/javascript-environment.ts';
import { looksCompiled } from '../../domain/node-platform.ts';
import { mayInstallWith, pnpmFor } from '../../domain/package-manager.ts';
import { type PnpmLock, readPnpmLock, withoutAddresses } from '../../domain/pnpm-lock.ts';
import type { Ecosystem, EcosystemRequest, LockedSet } from './ecosystem.ts';
import type { EcosystemSettings } from './families.ts';
import { fetchPackages, type RegistryPackage, registryPlace, textIn } from './npm-packages.ts';
import { projectNpmrc, secretsIn } from './npm-registry.ts';
import { packageManagerSet } from './package-manager.ts';
import { addPackageServer, packageServerKey, startPackageServer } from './package-server.ts';
import { readYaml } from './yaml.ts';

const platform = { os: 'linux', cpu: process.arch, libc: 'glibc' };

/**
 * pnpm: tarballs, which a registry on loopback gives to `pnpm install` inside the build. pnpm's own
 * store would differ from one version of pnpm, and from one day, to the next.
 */
export function pnpmEcosystem(settings: EcosystemSettings): Ecosystem {
  return {
    name: 'pnpm',
    version: 2,
    async read(request) {
      const { directory } = request.tree;
      const text = await textIn(directory, 'pnpm-lock.yaml');
      const manifest = await textIn(directory, 'package.json');
      if (text === undefined || manifest === undefined) return undefined;
      if (!mayInstallWith('pnpm', request.config.build.commands)) return undefined;
      const lock = readPnpmLock(await readYaml(text, 'pnpm-lock.yaml'), platform);
      const changed = withoutAddresses(text);
      if (changed !== undefined) await writeFile(join(directory, 'pnpm-lock.yaml'), changed);
      const program = packageManagerSet(pnpmFor(manifest, lock.version), request, settings);
      return { ...(await lockedSet(lock, request, settings)), program };
    },
  };
}

async function lockedSet(
  lock: PnpmLock,
  request: EcosystemRequest,
  settings: EcosystemSettings,
): Promise<LockedSet> {
  const packages = lock.packages.map((one): RegistryPackage => ({ ...one, resolved: undefined }));
  const own = await projectNpmrc(request.tree.directory);
  return {
    key: [packageServerKey(), ...packages.map(keyOf).sort()].join('\n'),
    packages: packages.length,
    source: 'pnpm-lock.yaml',
    registrySecrets: secretsIn(own),
    async fill(directory, step) {
      await addPackageServer(directory);
      const plan = { directory, placeOf: registryPlace, own };
      return await fetchPackages(packages, plan, request, settings, step);
    },
    environment: () => environment,
    setUp: (storePath) => [
      ...startPackageServer(storePath),
      'export npm_config_registry="$registry"',
      // Newer versions do not look at the variable.
      'printf "registry=%s\\n" "$registry" > "$HOME/.npmrc"',
      ownRegistriesToLoopback,
    ],
    finish: () => [withoutTimes],
    installCommands: ['pnpm install --frozen-lockfile'],
    needsCompiler: lock.requiresBuild || looksCompiled(packages),
  };
}

function keyOf({ name, version, integrity }: RegistryPackage): string {
  return `${name}@${version} ${integrity}`;
}

/** What would ask the registry how old a package is: the agent has verified it by its hash. */
const environment = {
  ...javascriptEnvironment,
  pnpm_config_minimum_release_age: '0',
  pnpm_config_trust_policy: 'off',
  pnpm_config_trust_lockfile: 'true',
};

/** In the build's copy of the tree only. */
const ownRegistriesToLoopback =
  'if [ -f .npmrc ]; then sed -i -E "s#^([^\\#;=]*registry)[ \\t]*=.*#\\1=$registry#" .npmrc; fi';

/** pnpm notes when it ran: the same commit would give another release each time. */
const withoutTimes =
  'rm -f node_modules/.pnpm-workspace-state*.json; if [ -f node_modules/.modules.yaml ]; then sed -i -E "/prunedAt/s/[A-Z][a-z]{2}, [0-9].* GMT/Tue, 01 Jan 1980 00:00:00 GMT/" node_modules/.modules.yaml; fi';
