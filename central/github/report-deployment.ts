import type { DeploymentState } from '../../lib/deployment-states.ts';
import type { Deployment, Node, Project } from '../../prisma/client/client.ts';
import type { Transaction } from '../context.ts';
import { addressesOf } from '../domain/addresses.ts';
import { type GithubPayload, githubReport } from '../domain/github-report.ts';
import { domainList } from '../domain/project.ts';

export type ReportedDeployment = Deployment & { project: Project & { node: Node } };

/**
 * Puts the present state of a deployment into the outbox for GitHub. Without a connection, or as
 * long as no commit is known, there is nothing to say.
 */
export async function reportDeployment(
  tx: Transaction,
  deployment: ReportedDeployment,
  now: Date,
): Promise<void> {
  const { project, id: deploymentId, commit, state: event } = deployment;
  if (project.githubConnectionId === null || commit === '') return;
  const payload = JSON.stringify(payloadOf(deployment));
  await tx.outboxMessage.createMany({
    data: ['github_status', 'github_deployment'].map((kind) => ({
      ...{ kind, deploymentId, event, payload, ordered: true },
      // In order for the whole project: the newest deployment of a commit has the last word.
      target: `${kind}:${project.id}`,
      ...{ createdAt: now, nextAttemptAt: now },
    })),
  });
}

function payloadOf({ project, ...deployment }: ReportedDeployment): GithubPayload {
  const { number, commit, failureMessage } = deployment;
  const state = deployment.state as DeploymentState;
  const [environmentUrl = ''] = addressesOf(domainList(project.domains), project.node);
  return {
    ...githubReport({ state, number, node: project.node.name, failureMessage }),
    ...{ number, commit, environmentUrl },
    project: project.slug,
    repository: project.repositoryName,
    path: `/projects/${project.slug}/deployments/${number}`,
  };
}
