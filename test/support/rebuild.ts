import { tryNix } from '../../node-agent/adapters/nix-command.ts';
import { toolchainsFor } from '../../node-agent/adapters/toolchains.ts';
import type { AgentSettings } from '../../node-agent/settings.ts';

/**
 * Builds once more what is in the store, as a deployment would, and compares.
 *
 * @throws when a byte differs.
 */
export async function rebuild(settings: AgentSettings, installable: string): Promise<void> {
  const toolchains = await toolchainsFor(settings);
  const pin = toolchains.pin(toolchains.table.defaultPins);
  const call = { ...(await toolchains.call(pin, AbortSignal.timeout(60_000))), sandbox: true };
  const lock = ['--no-update-lock-file', '--no-write-lock-file'];
  const command = ['nix', 'build', '--rebuild', '--no-link', ...lock, '--', installable] as const;
  const { exitCode, stderr } = await tryNix(command, call);
  if (exitCode !== 0) throw new Error(stderr);
}
