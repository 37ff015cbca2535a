import { UserError } from '../../lib/user-error.ts';
import type { Release } from '../ports.ts';
import { goLive } from './go-live.ts';
import type { Candidate, Job, Live } from './job.ts';
import { tellConfig } from './tell-contents.ts';

/**
 * Makes a new release from the record of an earlier one: same code, same configuration, same
 * environment. No network, no build.
 */
export async function rollBack(job: Job, toRelease: number): Promise<Live> {
  const target = await job.tools.releases.read(job.project, toRelease);
  if (target === undefined) throw notKept(job, toRelease);
  skipBuilding(job, target);
  tellConfig(job, target.config);
  return goLive(job, {
    ...sameCode(target),
    environment: await recordedEnvironment(job, target),
    released: `It ran when release ${toRelease} was made`,
  });
}

/** Starts the live release's code with other secrets. */
export async function changeEnvironment(
  job: Job,
  environment: Candidate['environment'],
): Promise<Live> {
  const live = await job.tools.releases.live(job.project);
  if (live === undefined) {
    throw new UserError('nothing_live', `Project ${job.project.slug} has no live release`, {
      hint: `The secrets are used by its first deployment: vpspilot deploy ${job.project.slug}`,
    });
  }
  skipBuilding(job, live);
  tellConfig(job, live.config);
  return goLive(job, { ...sameCode(live), environment });
}

const buildingSteps = ['fetch', 'config', 'dependencies', 'render', 'build', 'test'] as const;

function skipBuilding({ story }: Job, { number }: Release): void {
  for (const step of buildingSteps) story.skip(step, `The result of release ${number} is used`);
}

function sameCode({ commit, storePath, generation, config, registrySecrets = [] }: Release) {
  return { commit, storePath, generation, config, registrySecrets };
}

async function recordedEnvironment(job: Job, target: Release): Promise<Candidate['environment']> {
  return {
    version: target.environmentVersion,
    jwe: await job.tools.releases.sealedEnvironment(target),
  };
}

function notKept({ project }: Job, release: number): UserError {
  return new UserError('release_not_kept', `Release ${release} is not kept on this node any more`, {
    hint: `vpspilot deployments ${project.slug} shows those that are; deploy its commit instead`,
  });
}
