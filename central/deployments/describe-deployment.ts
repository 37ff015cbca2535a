import type { Context } from '../context.ts';
import { actionsOf, type DeploymentActions } from '../domain/deployment-actions.ts';
import { type Comparison, compareDeployment } from './compare-deployment.ts';
import type { FoundDeployment } from './find-deployment.ts';
import { waitingFor } from './waiting.ts';
import { type DeploymentWarning, warningsOf } from './warnings.ts';

export interface DescribedDeployment {
  deployment: FoundDeployment;
  waitingFor: string | undefined;
  warnings: DeploymentWarning[];
  compare: Comparison;
  actions: DeploymentActions;
}

const nothing: DeploymentActions = { cancel: false, redeploy: false, rollBack: false };

/** Everything there is to see of one deployment. */
export async function describeDeployment(
  context: Context,
  deployment: FoundDeployment,
  mayAct: boolean,
): Promise<DescribedDeployment> {
  const canAct = mayAct && deployment.project.deletedAt === null;
  return {
    deployment,
    waitingFor: await waitingFor(context, deployment),
    warnings: await warningsOf(context, deployment.id),
    compare: await compareDeployment(context, deployment),
    actions: canAct ? actionsOf(deployment) : nothing,
  };
}
