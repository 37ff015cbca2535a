import { createDeploymentProgress, type ProgressStream } from '../../lib/deployment-progress.ts';
import { isSettled } from '../../lib/deployment-states.ts';
import type { Api, Deployment } from './api.ts';

/** Shows a deployment until traffic has moved, or it has ended without that. */
export async function follow(
  api: Api,
  deploymentId: string,
  stream: ProgressStream,
): Promise<Deployment> {
  const progress = createDeploymentProgress({ stream, output: 'tail' });
  try {
    for await (const event of api.events(deploymentId)) {
      progress.feed(event);
      if (event.kind === 'state' && isSettled(event.state)) break;
    }
  } finally {
    progress.close();
  }
  return await api.call<Deployment>('GET', `/deployments/${deploymentId}`);
}
