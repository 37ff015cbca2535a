import { javascriptEnvironment } from '../../domain/javascript-environment.ts';
import { looksCompiled } from '../../domain/node-platform.ts';
import { mayInstallWith, yarnFor } from '../../domain/package-manager.ts';
import {
  isBerryLock,
  offlineMirrorName,
  parseYarn1Lock,
  readBerryLock,
} from '../../domain/yarn-lock.ts';
import type { Ecosystem, EcosystemRequest, LockedSet } from './ecosystem.ts';
import type { EcosystemSettings } from './families.ts';
import { fetchPackages, type RegistryPackage, registryPlace, textIn } from './npm-packages.ts';
import { type ProjectSettings, projectNpmrc, secretsIn } from './npm-registry.ts';
import { packageManagerSet } from './package-manager.ts';
import { addPackageServer, packageServerKey, startPackageServer } from './package-server.ts';
import { readYaml } from './yaml.ts';
import { yarnrcSettings } from './yarn-settings.ts';

/** Yarn 1 finds its packages in an offline mirror, newer ones in a registry on loopback inside the build. */
export function yarnEcosystem(settings: EcosystemSettings): Ecosystem {
  return {
    name: 'yarn',
    version: 2,
    async read(request) {
      const { directory } = request.tree;
      const text = await textIn(directory, 'yarn.lock');
      const manifest = await textIn(directory, 'package.json');
      if (text === undefined || manifest === undefined) return undefined;
      if (!mayInstallWith('yarn', request.config.build.commands)) return undefined;
      if (!isBerryLock(text)) {
        const own = await projectNpmrc(directory);
        const set = yarn1Set(parseYarn1Lock(text), own, request, settings);
        return { ...set, program: packageManagerSet(yarnFor(manifest), request, settings) };
      }
      const { version, packages } = readBerryLock(await readYaml(text, 'yarn.lock'));
      const set = await berrySet(packages, request, settings);
      return { ...set, program: packageManagerSet(yarnFor(manifest, version), request, settings) };
    },
  };
}

function yarn1Set(
  packages: readonly RegistryPackage[],
  own: ProjectSettings,
  request: EcosystemRequest,
  settings: EcosystemSettings,
): LockedSet {
  return {
    key: ['mirror', ...packages.map(keyOf).sort()].join('\n'),
    packages: packages.length,
    source: 'yarn.lock',
    registrySecrets: secretsIn(own),
    fill: (directory, step) => {
      const placeOf = ({ resolved = '' }: RegistryPackage) => offlineMirrorName(resolved);
      return fetchPackages(packages, { directory, placeOf, own }, request, settings, step);
    },
    environment: (storePath) => ({
      ...javascriptEnvironment,
      YARN_YARN_OFFLINE_MIRROR: storePath,
    }),
    installCommands: ['yarn install --frozen-lockfile'],
    needsCompiler: looksCompiled(packages),
  };
}

async function berrySet(
  packages: readonly RegistryPackage[],
  request: EcosystemRequest,
  settings: EcosystemSettings,
): Promise<LockedSet> {
  const { own, linksModules } = await yarnrcSettings(request.tree.directory);
  return {
    key: ['registry', packageServerKey(), ...packages.map(keyOf).sort()].join('\n'),
    packages: packages.length,
    source: 'yarn.lock',
    registrySecrets: secretsIn(own),
    async fill(directory, step) {
      await addPackageServer(directory);
      const plan = { directory, placeOf: registryPlace, own };
      return await fetchPackages(packages, plan, request, settings, step);
    },
    environment: () => ({
      ...javascriptEnvironment,
      YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
      // Plug'n'Play runs from its cache, which has to be part of the release then.
      YARN_ENABLE_GLOBAL_CACHE: String(linksModules),
    }),
    setUp: (storePath) => [
      ...startPackageServer(storePath),
      'export YARN_NPM_REGISTRY_SERVER="${registry%/}"',
      scopesToLoopback,
    ],
    installCommands: ['yarn install --immutable'],
    // Yarn itself adds it to packages with a binding.gyp.
    needsCompiler: looksCompiled(packages),
  };
}

/** In the build's copy of the tree only. */
const scopesToLoopback =
  'if [ -f .yarnrc.yml ]; then sed -i -E "s#^(\\s*npmRegistryServer:).*#\\1 \\"${registry%/}\\"#" .yarnrc.yml; fi';

function keyOf({ name, version, integrity, resolved }: RegistryPackage): string {
  const place = resolved === undefined ? '' : offlineMirrorName(resolved);
  return `${name}@${version} ${integrity} ${place}`;
}
