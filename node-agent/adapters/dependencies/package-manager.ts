import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../lib/run-command.ts';
import { UserError } from '../../../lib/user-error.ts';
import type { PackageManager } from '../../domain/package-manager.ts';
import type { EcosystemRequest, LockedSet } from './ecosystem.ts';
import type { EcosystemSettings } from './families.ts';
import { fetchPackages } from './npm-packages.ts';
import { projectNpmrc } from './npm-registry.ts';

const unpackTimeoutMs = 60_000;

/** What it must not do where the version is chosen already and there is no network. */
const quiet = [
  'COREPACK_ENABLE_STRICT=0',
  'YARN_ENABLE_TELEMETRY=0',
  'npm_config_manage_package_manager_versions=false',
  'npm_config_update_notifier=false',
  'npm_config_verify_deps_before_run=false',
  'pnpm_config_pm_on_fail=ignore',
  'pnpm_config_update_notifier=false',
  'pnpm_config_verify_deps_before_run=false',
];

/** A package manager as a set of its own: on the PATH of builds and, for `pnpm start`, of the application. */
export function packageManagerSet(
  manager: PackageManager,
  request: EcosystemRequest,
  settings: EcosystemSettings,
): LockedSet {
  const { command, name, version, integrity } = manager;
  return {
    key: `${name}@${version} ${integrity ?? 'first use'}`,
    packages: 1,
    source: `${command} ${version}`,
    installCommands: [],
    needsCompiler: false,
    environment: () => ({}),
    async fill(directory, step) {
      const tarball = { name, version, integrity, resolved: undefined };
      const own = await projectNpmrc(request.tree.directory);
      const placeOf = () => 'package.tgz';
      const plan = { directory, placeOf, own };
      const fetched = await fetchPackages([tarball], plan, request, settings, step);
      await unpack(directory, manager, step.signal);
      return fetched;
    },
  };
}

async function unpack(
  directory: string,
  { command, version }: PackageManager,
  signal: AbortSignal,
): Promise<void> {
  const tarball = join(directory, 'package.tgz');
  const lib = join(directory, 'lib');
  await mkdir(lib);
  await runCommand(['tar', '-xzf', tarball, '-C', lib, '--strip-components=1', '--no-same-owner'], {
    signal,
    timeoutMs: unpackTimeoutMs,
  });
  await rm(tarball);
  const programs = ['cjs', 'mjs', 'js'].map((extension) => `bin/${command}.${extension}`);
  const program = programs.find((file) => existsSync(join(lib, file)));
  if (program === undefined) {
    throw new UserError('lock_invalid', `There is no program in ${command} ${version}`, {
      hint: 'Name another version in package.json#packageManager',
    });
  }
  await addPrograms(join(directory, 'bin'), command, program);
}

/** Beside the manager itself what its users expect to be there. */
async function addPrograms(
  bin: string,
  command: PackageManager['command'],
  program: string,
): Promise<void> {
  const exports = quiet.map((pair) => `export ${pair}\n`).join('');
  const script = `#!/bin/sh\n${exports}exec node "\${0%/*}/../lib/${program}" "$@"\n`;
  const scripts: Record<string, string> = { [command]: script, corepack };
  // Yarn 1 would fetch node-gyp when it meets something to compile.
  if (command === 'yarn') Object.assign(scripts, { yarnpkg: script, 'node-gyp': nodeGyp });
  await mkdir(bin);
  for (const [name, text] of Object.entries(scripts)) {
    await writeFile(join(bin, name), text, { mode: 0o755 });
  }
}

/** `corepack enable` stands in many recipes; the version is chosen already. */
const corepack = `#!/bin/sh
case "\${1:-}" in
  pnpm | yarn | yarnpkg) exec "$@" ;;
esac
`;

/** The one that npm brings. */
const nodeGyp = `#!/bin/sh
npm=$(readlink -f "$(command -v npm)")
exec node "\${npm%/*}/../node_modules/node-gyp/bin/node-gyp.js" "$@"
`;
