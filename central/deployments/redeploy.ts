import { UserError } from '../../lib/user-error.ts';
import type { Deployment } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { actionsOf } from '../domain/deployment-actions.ts';
import { enqueueDeployment } from './enqueue-deployment.ts';

/**
 * Deploys the commit of an earlier deployment once more. One that failed before its commit was
 * known deploys the tip of its branch.
 *
 * @throws UserError deployment_unfinished, and what enqueueDeployment throws
 */
export function redeploy(
  context: Context,
  deployment: Deployment,
  actor: string,
): Promise<Deployment> {
  const { projectId, number, commit, branch, commitMessage, commitAuthor } = deployment;
  if (!actionsOf(deployment).redeploy) {
    throw new UserError('deployment_unfinished', `Deployment ${number} is not over yet`, {
      hint: 'Wait for its end, or cancel it',
    });
  }
  return enqueueDeployment(context, {
    ...{ projectId, actor, commitMessage, commitAuthor },
    kind: 'manual',
    ...(branch === '' ? {} : { branch }),
    ...(commit === '' ? {} : { commit }),
  });
}
