import { tryNix } from '../../node-agent/adapters/nix-command.ts';
import { toolchainsFor } from '../../node-agent/adapters/toolchains.ts';
import type { RenderedFlake } from '../../node-agent/ports.ts';
import type { AgentSettings } from '../../node-agent/settings.ts';

/** Builds what is built already once more, in the same isolation; throws when one byte is another one. */
export async function rebuild(settings: AgentSettings, flake: RenderedFlake): Promise<void> {
  const toolchains = await toolchainsFor(settings);
  const call = await toolchains.call(toolchains.pin(toolchains.table.defaultPins));
  const lock = ['--no-update-lock-file', '--no-write-lock-file', '--no-use-registries'];
  const options = ['--rebuild', '--no-link', ...lock, '--', flake.installable];
  const result = await tryNix([settings.nixCommand, 'build', ...options], {
    ...call,
    sandbox: true,
  });
  if (result.exitCode !== 0) throw new Error(result.stderr.slice(-4_000));
}
