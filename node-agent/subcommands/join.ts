import { UserError } from '../../lib/user-error.ts';
import { join } from '../join.ts';
import type { AgentSettings } from '../settings.ts';

export async function joinNode(
  settings: AgentSettings,
  { token, central }: { token?: string | undefined; central?: string | undefined },
): Promise<void> {
  if (token === undefined) {
    throw new UserError('token_missing', 'Joining needs a token', {
      hint: 'Make one with `vpspilot nodes token NAME`, then: vpspilot agent join --token …',
    });
  }
  const identity = await join(settings, central === undefined ? { token } : { token, central });
  process.stdout.write(`This machine is now node ${identity.nodeName} of ${identity.central}\n`);
  await prepareBuilds(settings);
}

/** So that the first deployment need not wait for it. What fails here is told by that deployment. */
async function prepareBuilds(settings: AgentSettings): Promise<void> {
  const { describeToolchains, prepareToolchains } = await import('../adapters/toolchains.ts');
  process.stdout.write(`Builds use ${await describeToolchains(settings)}\n`);
  await prepareToolchains(settings).catch(() => undefined);
}
