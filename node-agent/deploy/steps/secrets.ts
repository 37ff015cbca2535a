import { environmentFileText, keysBeyondDotenv } from '../../domain/env-file.ts';
import {
  overriddenVariables,
  releaseEnvironment,
  withheldSecrets,
} from '../../domain/release-environment.ts';
import type { Release, Step } from '../../ports.ts';
import type { Candidate, Job } from '../job.ts';
import { choosePort } from '../port-choice.ts';

/**
 * Makes the release's folder: record, variables and route. From here on its port is taken and its
 * secrets are masked in everything that leaves the node.
 */
export function prepareRelease(job: Job, candidate: Candidate): Promise<Release> {
  const { tools, story, signal, project } = job;
  return story.step('secrets', signal, async (step) => {
    const secrets = await tools.environments.open(candidate.environment.jwe);
    tools.redactor.set(`${project.id}@${job.number}`, Object.values(secrets));
    const port = await choosePort(tools, candidate.config);
    try {
      const release = releaseOf(job, candidate, port);
      const file = environmentText(release, secrets, step);
      await tools.releases.create(release, { file, sealed: candidate.environment.jwe });
      const count = Object.keys(secrets).length;
      const what = count === 1 ? 'secret' : 'secrets';
      step.note(`${count} ${what}, version ${release.environmentVersion}`);
      return release;
    } finally {
      // On disk now, or free again.
      tools.reservedPorts.delete(port);
    }
  });
}

function environmentText(release: Release, secrets: Record<string, string>, step: Step): string {
  const sources = {
    config: release.config.env,
    secrets,
    platform: platformVariables(release),
    slug: release.project.slug,
    registrySecrets: release.registrySecrets ?? [],
  };
  const values = releaseEnvironment(sources);
  const withheld = withheldSecrets(sources);
  if (withheld.length > 0) {
    step.output(`only for registries, so not given to the application: ${withheld.join(', ')}`);
  }
  for (const name of overriddenVariables(sources)) {
    step.warn('variable_overridden', `${name} is set by vpspilot; your value is not used`);
  }
  for (const name of keysBeyondDotenv(values)) {
    step.warn(
      'dotenv_reads_differently',
      `dotenv reads ${name} differently; the process has it right`,
    );
  }
  return environmentFileText(values);
}

function releaseOf(job: Job, candidate: Candidate, port: number): Release {
  return {
    number: job.number,
    deploymentId: job.deploymentId,
    project: job.project,
    commit: candidate.commit,
    storePath: candidate.storePath,
    generation: candidate.generation,
    environmentVersion: candidate.environment.version,
    port,
    config: candidate.config,
    registrySecrets: candidate.registrySecrets ?? [],
  };
}

/** What Heroku users expect, under our name. */
function platformVariables({ port, number, commit }: Release): Record<string, string> {
  return { PORT: String(port), VPSPILOT_RELEASE: String(number), VPSPILOT_COMMIT: commit };
}
