import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { UserError } from '../../lib/user-error.ts';
import { derivationOutputs } from '../commands/evaluation.ts';
import { nixBuild } from '../commands/nix.ts';
import { type BuildFailure, buildFailure } from '../domain/build-failure.ts';
import { hashAdvice } from '../domain/hash-mismatch.ts';
import { isolationWarning } from '../domain/sandbox.ts';
import type { Builder, RenderedFlake, Step } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { evaluateForeign } from './evaluation.ts';
import { nixFilesOf } from './flake-sources.ts';
import { readBuild } from './nix-build-output.ts';
import { readClosure } from './nix-closure.ts';
import { readNixVersion, tryNix } from './nix-command.ts';
import { createProfiles } from './nix-profiles.ts';
import { isolationForBuild } from './sandbox.ts';
import { toolchainsFor } from './toolchains.ts';

/** Below this much free space in the store no build is begun: a full disk hurts every application of the node. */
const diskFloorBytes = 512 * 1024 * 1024;

/** Builds with `nix build` into one profile per project. */
export function createBuilder(
  settings: AgentSettings,
  options: { diskFloorBytes?: number; store?: string } = {},
): Builder {
  const limit = pLimit(settings.maxBuilds);
  const profiles = createProfiles(settings.profilesDirectory);
  const floor = options.diskFloorBytes ?? diskFloorBytes;

  async function build(
    flake: RenderedFlake,
    step: Step,
    { stage, source, profile }: { stage: 'build' | 'test'; source: string; profile?: string },
  ) {
    await refuseBelow(floor, options.store ?? '/nix');
    const toolchains = await toolchainsFor(settings);
    const isolation = await isolationForBuild(settings);
    if (!isolation.isolated) step.output(isolationWarning(isolation.reason), 'stderr');
    const pin = toolchains.pin(toolchains.table.defaultPins);
    const call = {
      ...(await toolchains.call(pin, step.signal)),
      sandbox: isolation.isolated,
    };
    const installable = flake.isForeign
      ? await evaluated(settings, flake, isolation.isolated, step)
      : flake.installable;
    await toolchains.provide(installable, step);
    const command = nixBuild(settings.nixCommand, {
      installable,
      ...(profile === undefined ? {} : { profile }),
    });
    const reader = readBuild(step);
    const result = await tryNix(command, call, {
      signal: step.signal,
      onLine: (line, stream) => (stream === 'stderr' ? reader.line(line) : undefined),
    });
    if (result.exitCode !== 0) throw await explained(reader.failure(), stage, source);
    return { storePath: outPath(result.stdout), isolation };
  }

  return {
    async build({ project, folders, flake }, step) {
      if (limit.activeCount >= settings.maxBuilds) step.output('waiting for another build to end');
      return await limit(async () => {
        await mkdir(settings.profilesDirectory, { recursive: true });
        const { storePath, isolation } = await build(flake, step, {
          stage: 'build',
          source: folders.source,
          profile: profiles.path(project),
        });
        const generation = await profiles.currentGeneration(project);
        step.note(`generation ${generation}${isolation.isolated ? '' : ', not isolated'}`);
        return { storePath, generation };
      });
    },
    async test({ flake, folders: { source } }, step) {
      const installable = flake.installable.replace('#packages.', '#checks.');
      await limit(() => build({ ...flake, installable }, step, { stage: 'test', source }));
    },
    forget: profiles.forget,
    keepOnly: profiles.keepOnly,
    removeProfile: profiles.removeProfile,
    closure: (storePath, signal) => readClosure(settings.nixCommand, storePath, signal),
    version: () => readNixVersion(settings.nixCommand),
  };
}

/** What a project's own flake evaluates to; the build then reads no Nix code any more. */
async function evaluated(
  settings: AgentSettings,
  flake: RenderedFlake,
  isolated: boolean,
  step: Step,
): Promise<string> {
  const [derivation, version] = await Promise.all([
    evaluateForeign(settings, flake, isolated, step),
    readNixVersion(settings.nixCommand),
  ]);
  return derivationOutputs(derivation, version);
}

/** A wrong hash is answered with the line of the project's own files to change. */
async function explained(
  failure: BuildFailure,
  stage: 'build' | 'test',
  source: string,
): Promise<UserError> {
  const error = buildFailure(failure, stage);
  if (error.code !== 'hash_mismatch') return error;
  const hint = hashAdvice(failure.errors, await nixFilesOf(source));
  return hint === undefined ? error : new UserError(error.code, error.message, { hint });
}

/** The program of a built release that starts it; it needs PORT and honours VPSPILOT_WORKDIR. */
export function startProgram(storePath: string): string {
  return join(storePath, 'bin/start');
}

/** Printed by `nix build --json`; statistics keys of newer versions are of no interest. */
function outPath(json: string): string {
  const [first] = JSON.parse(json) as [{ outputs: { out: string } }];
  return first.outputs.out;
}

async function refuseBelow(floor: number, store: string): Promise<void> {
  // Nix makes its store with the first path that it adds.
  const { bavail, bsize } = await statfs(store).catch(() => statfs('/'));
  const free = bavail * bsize;
  if (free >= floor) return;
  const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
  throw new UserError(
    'disk_full',
    `Only ${megabytes(free)} are free for the store; builds begin at ${megabytes(floor)}`,
    { hint: 'Remove old projects or releases, or run nix-collect-garbage on the node' },
  );
}
