import { UserError } from '../../lib/user-error.ts';
import type {
  Command,
  DeploymentHeader,
  SealedEnvironment,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { ProjectRef } from '../ports.ts';
import type { Candidate } from './job.ts';

/** The parts that every command has, if it is a sound one. */
export interface CommandParts {
  project: ProjectRef | undefined;
  header: DeploymentHeader | undefined;
}

export function readCommand({ command }: Command): CommandParts {
  const project = command.value?.project;
  const header =
    command.case === undefined || command.case === 'removeProject'
      ? undefined
      : command.value.deployment;
  return {
    project:
      project !== undefined && isSound(project)
        ? { id: project.id, slug: project.slug, domains: project.domains }
        : undefined,
    header: header !== undefined && header.number > 0 ? header : undefined,
  };
}

/** Names of folders and units are made of these, so nothing else gets through. */
function isSound({ id, slug }: { id: number; slug: string }): boolean {
  return id > 0 && /^[a-z0-9-]{1,40}$/.test(slug);
}

/** @throws UserError `command_invalid` */
export function required<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw new UserError('command_invalid', `The command has no valid ${what}`, {
    hint: 'Central and the agent may be of different versions: upgrade both',
  });
}

export function environmentOf(sealed: SealedEnvironment | undefined): Candidate['environment'] {
  return { version: sealed?.version ?? 0, jwe: sealed?.jwe ?? '' };
}
