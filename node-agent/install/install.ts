import { readFileIfThere, replaceFile } from '../../lib/install/system-files.ts';
import {
  installUnit,
  requireRootAndSystemd,
  systemctl,
  untilReady,
} from '../../lib/install/systemd.ts';
import { UserError } from '../../lib/user-error.ts';
import { installCaddy } from './caddy.ts';
import { installedProgram, type RunningProgram } from './program.ts';
import { agentUnit, agentUnitText, caddySocket } from './units.ts';

export const settingsFile = '/etc/vpspilot/agent.json';

export interface InstallOptions {
  /** Needed on a machine that has not joined yet. */
  token: string | undefined;
  program: RunningProgram;
  root: string;
  stateDirectory: string;
  /** Ports that Caddy will listen on. */
  ports: readonly number[];
  isJoined(): Promise<boolean>;
  join(token: string): Promise<void>;
  /** Whether the agent that runs now is connected to central. */
  isConnected(): Promise<boolean>;
  say(line: string): void;
}

/**
 * Makes this machine a node: settings, Caddy, identity, unit. Run again it brings all of them up to
 * date and restarts the agent; applications are units of their own and notice nothing.
 *
 * @throws UserError `not_root`, `no_systemd`, `token_missing`, `unit_not_ready`, what joining throws
 */
export async function installAgent(options: InstallOptions): Promise<void> {
  requireRootAndSystemd('vpspilot agent install');
  const { say, token } = options;
  const isJoined = await options.isJoined();
  if (!isJoined && token === undefined) {
    throw new UserError('token_missing', 'This machine has not joined a central server yet', {
      hint: 'Make a join token with `vpspilot nodes token NAME` and pass it with --token',
    });
  }
  await installCaddy(options);
  if (!isJoined && token !== undefined) await options.join(token);
  await installUnit(agentUnit, unitText(options));
  await systemctl('restart', agentUnit);
  say(`Started ${agentUnit}; waiting until it is connected …`);
  await untilReady(agentUnit, () => options.isConnected(), 60_000);
}

function unitText({ program, root }: InstallOptions): string {
  return agentUnitText(installedProgram(program), { settingsFile, root });
}

/** Settings that an installed agent has and one started by hand has not. What is set already stays. */
export async function completeSettingsFile(): Promise<void> {
  const text = (await readFileIfThere(settingsFile)) ?? '{}';
  const present = JSON.parse(text) as Record<string, unknown>;
  const settings = { caddyAdmin: `unix/${caddySocket}`, serviceManager: 'systemd', ...present };
  await replaceFile(settingsFile, `${JSON.stringify(settings, null, 2)}\n`, 0o600);
}
