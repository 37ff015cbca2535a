import type { DeploymentKind } from '../../lib/deployment-states.ts';
import { type PastRelease, previousRelease } from '../../lib/rollback-target.ts';
import { UserError } from '../../lib/user-error.ts';
import type { Deployment, Project } from '../../prisma/client/client.ts';
import type { Transaction } from '../context.ts';
import type { QueuedDeployment } from '../domain/deployment-queue.ts';
import { currentDeployment } from './queue.ts';

export interface DeploymentRequest {
  projectId: number;
  kind: DeploymentKind;
  /** Default: the project's branch. */
  branch?: string;
  /** 40 hex digits; default: the branch's tip when it starts. */
  commit?: string;
  commitMessage?: string;
  commitAuthor?: string;
  /** Rollback only; default: the release that was live before. */
  toRelease?: number;
  actor: string;
}

export type Source = Pick<
  Deployment,
  'branch' | 'commit' | 'commitMessage' | 'commitAuthor' | 'toRelease'
>;

/** How many releases a rollback looks back over; a node keeps far fewer. */
const pastReleasesMax = 200;

/** What the deployment will run: a commit, or what an earlier release has recorded. */
export async function sourceOf(
  tx: Transaction,
  project: Project,
  request: DeploymentRequest,
  unfinished: readonly QueuedDeployment[],
): Promise<Source> {
  if (request.kind === 'rollback') return recorded(await rollbackTarget(tx, project, request));
  if (request.kind === 'environment') return sourceOfLive(tx, project, unfinished);
  return {
    branch: request.branch ?? project.branch,
    commit: request.commit ?? '',
    commitMessage: request.commitMessage ?? '',
    commitAuthor: request.commitAuthor ?? '',
    toRelease: null,
  };
}

async function sourceOfLive(
  tx: Transaction,
  project: Project,
  unfinished: readonly QueuedDeployment[],
): Promise<Source> {
  const current = await currentDeployment(tx, project.id);
  if (current !== null) return { ...recorded(current), toRelease: null };
  const running = unfinished.at(-1);
  if (running === undefined) throw nothingLive(project);
  // The first deployment is on its way with the old values: this one follows it.
  const deployment = await tx.deployment.findUniqueOrThrow({ where: { id: running.id } });
  return { ...recorded(deployment), toRelease: null };
}

async function rollbackTarget(
  tx: Transaction,
  project: Project,
  { toRelease }: DeploymentRequest,
): Promise<Deployment> {
  const current = await currentDeployment(tx, project.id);
  if (toRelease !== undefined) return chosenRelease(tx, project, toRelease, current);
  if (current === null) throw nothingLive(project);
  const past = await tx.deployment.findMany({
    where: { projectId: project.id, liveAt: { not: null } },
    orderBy: { number: 'desc' },
    take: pastReleasesMax,
  });
  const target = previousRelease(current as PastRelease, past as PastRelease[]);
  const row = past.find(({ number }) => number === target?.number);
  if (row !== undefined) return row;
  throw new UserError('release_not_found', `${project.slug} has no earlier release to return to`, {
    hint: 'A release can be returned to when it was live once',
  });
}

async function chosenRelease(
  tx: Transaction,
  project: Project,
  number: number,
  current: Deployment | null,
): Promise<Deployment> {
  const row = await tx.deployment.findUnique({
    where: { projectId_number: { projectId: project.id, number } },
  });
  const hint = `vpspilot deployments ${project.slug} lists them`;
  if (row === null) {
    throw new UserError('release_not_found', `${project.slug} has no release ${number}`, { hint });
  }
  if (row.id === current?.id) {
    throw new UserError('release_is_live', `Release ${number} of ${project.slug} is live now`);
  }
  if (row.liveAt === null || row.state === 'rolled_back') {
    const why = row.liveAt === null ? 'was never live' : 'was taken back by its watch';
    throw new UserError('release_not_kept', `Release ${number} of ${project.slug} ${why}`, {
      hint,
    });
  }
  return row;
}

function recorded(deployment: Deployment): Source {
  const { branch, commit, commitMessage, commitAuthor, number: toRelease } = deployment;
  return { branch, commit, commitMessage, commitAuthor, toRelease };
}

function nothingLive(project: Project): UserError {
  return new UserError('nothing_live', `No release of ${project.slug} is live`, {
    hint: `Deploy it first: vpspilot deploy ${project.slug}`,
  });
}
