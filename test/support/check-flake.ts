import { tryNix } from '../../node-agent/adapters/nix-command.ts';
import { toolchainsFor } from '../../node-agent/adapters/toolchains.ts';
import type { RenderedFlake } from '../../node-agent/ports.ts';
import type { AgentSettings } from '../../node-agent/settings.ts';

/** What `nix flake check` finds wrong with a rendered flake, as the agent would call it; empty: nothing. */
export async function checkFlake(settings: AgentSettings, flake: RenderedFlake): Promise<string> {
  const toolchains = await toolchainsFor(settings);
  const call = await toolchains.call(toolchains.pin(toolchains.table.defaultPins));
  const lock = ['--no-update-lock-file', '--no-write-lock-file', '--no-use-registries'];
  const [reference = ''] = flake.installable.split('#');
  const result = await tryNix([settings.nixCommand, 'flake', 'check', ...lock, '--', reference], {
    ...call,
    sandbox: true,
  });
  return result.exitCode === 0 ? '' : result.stderr.slice(-4_000);
}
