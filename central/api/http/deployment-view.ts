/** Deployments as the API shows them. What is not named here is never shown. */
import type { z } from 'zod';
import type { Deployment, DeploymentStep } from '../../../prisma/client/client.ts';
import type { DescribedDeployment } from '../../deployments/describe-deployment.ts';
import type { StepSummary } from '../../deployments/list-deployments.ts';
import { commitAddress } from '../../domain/commit-address.ts';
import type {
  deploymentDetailSchema,
  deploymentSchema,
  deploymentSummarySchema,
  stepSchema,
} from './schemas/deployments.ts';

type DeploymentView = z.input<typeof deploymentSchema>;

export function deploymentView(
  row: Deployment,
  project: { slug: string; repositoryUrl: string },
): DeploymentView {
  const { id, projectId, nodeId, number, branch, commit, commitMessage, commitAuthor } = row;
  const { environmentVersion, toRelease, storePath, generation, port, createdBy } = row;
  return {
    ...{ id, projectId, nodeId, number, branch, commit, commitMessage, commitAuthor },
    ...{ environmentVersion, toRelease, storePath, generation, port, createdBy },
    authorName: commitAuthor,
    commitUrl: commitAddress(project.repositoryUrl, commit),
    project: project.slug,
    kind: row.kind as DeploymentView['kind'],
    state: row.state as DeploymentView['state'],
    step: row.step as DeploymentView['step'],
    failure: failureOf(row),
    createdAt: row.createdAt.toISOString(),
    startedAt: iso(row.startedAt),
    liveAt: iso(row.liveAt),
    finishedAt: iso(row.finishedAt),
  };
}

function failureOf({ failureCode: code, failureMessage, failureHint }: Deployment) {
  return code === null ? null : { code, message: failureMessage ?? '', hint: failureHint ?? '' };
}

/** As lists show it. */
export function deploymentSummaryView(
  row: Deployment & { steps: StepSummary[] },
  project: { slug: string; repositoryUrl: string },
): z.input<typeof deploymentSummarySchema> {
  return { ...deploymentView(row, project), steps: row.steps };
}

export function deploymentDetailView({
  deployment,
  waitingFor,
  warnings,
  compare,
  actions,
}: DescribedDeployment): z.input<typeof deploymentDetailSchema> {
  const { project, steps } = deployment;
  const commits = compare.commits.map((commit) => ({
    ...commit,
    url: commitAddress(project.repositoryUrl, commit.sha),
  }));
  return {
    ...deploymentView(deployment, project),
    steps: steps.map(stepView),
    waitingFor: waitingFor ?? null,
    warnings: warnings.map(({ at, ...warning }) => ({ ...warning, at: at.toISOString() })),
    compare: { ...compare, commits },
    actions,
  };
}

function stepView(row: DeploymentStep): z.input<typeof stepSchema> {
  const { name, durationMs, note } = row;
  const state = row.state as z.input<typeof stepSchema>['state'];
  return { name, state, durationMs, note, startedAt: row.startedAt.toISOString() };
}

function iso(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
