import type { ProgressStream } from '../../lib/deployment-progress.ts';
import { UserError } from '../../lib/user-error.ts';
import type { Api, Deployment } from './api.ts';
import { follow } from './follow.ts';
import { decided, headOf, sendPush, type WebhookTarget } from './webhook.ts';

/**
 * Sends a push of the folder's HEAD, as GitHub would, and shows the deployment that comes of it.
 *
 * @throws UserError delivery_refused, not_deployed with central's reason
 */
export async function pushAndFollow(
  api: Api,
  target: WebhookTarget,
  folder: string,
  stream: ProgressStream,
): Promise<Deployment> {
  const delivery = await decided(api, await sendPush(target, await headOf(folder)));
  if (delivery.deploymentId !== null) return await follow(api, delivery.deploymentId, stream);
  throw new UserError(
    'not_deployed',
    `Central ${delivery.outcome} the push (${delivery.reason}): ${delivery.detail}`,
  );
}
