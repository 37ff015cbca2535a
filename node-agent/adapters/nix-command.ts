import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import {
  type CommandLine,
  type CommandResult,
  type RunOptions,
  runCommand,
  tryCommand,
} from '../../lib/run-command.ts';
import { UserError } from '../../lib/user-error.ts';
import { nixVersion } from '../commands/nix.ts';
import { nixConfigText } from '../domain/nix-config.ts';

/** How Nix is called for one purpose. */
export interface NixCall {
  offline: boolean;
  sandboxPaths: readonly string[];
  /** Default true. */
  sandbox?: boolean;
}

/** Runs a Nix program with our settings and nobody else's. Like `tryCommand`, an exit code is a result. */
export async function tryNix(
  command: CommandLine,
  call: NixCall,
  options: RunOptions = {},
): Promise<CommandResult> {
  try {
    return await tryCommand(command, {
      ...options,
      env: { ...options.env, ...(await environment(call)) },
    });
  } catch (error) {
    throw nixMissing(error);
  }
}

/** Like `tryNix`, but another exit code than 0 is an error. */
export async function runNix(
  command: CommandLine,
  options: RunOptions = {},
): Promise<CommandResult> {
  const env = { ...options.env, ...(await environment({ offline: true, sandboxPaths: [] })) };
  try {
    return await runCommand(command, { ...options, env });
  } catch (error) {
    throw nixMissing(error);
  }
}

/** The number in `nix (Nix) 2.26.3`. */
export async function readNixVersion(nix: string): Promise<string> {
  const { stdout } = await runNix(nixVersion(nix));
  return /(\d+\.\d+(?:\.\d+)?)/.exec(stdout)?.[1] ?? stdout.trim();
}

async function environment(call: NixCall): Promise<Record<string, string>> {
  const config = {
    sandbox: true,
    ...call,
    buildUsers: await countBuildUsers(),
    cores: availableParallelism(),
  };
  return { NIX_CONFIG: nixConfigText(config), NIX_PATH: '' };
}

let buildUsers: Promise<number> | undefined;

/** Members of the group that runs builds; Nix refuses to build as root when it is set but absent. */
function countBuildUsers(): Promise<number> {
  buildUsers ??= readFile('/etc/group', 'utf8').then((groups) => {
    const members = /^nixbld:[^:]*:\d+:(.*)$/m.exec(groups)?.[1] ?? '';
    return members.split(',').filter((member) => member !== '').length;
  });
  return buildUsers;
}

function nixMissing(error: unknown): unknown {
  if (!(error instanceof UserError) || error.code !== 'command_missing') return error;
  return new UserError('nix_missing', 'Nix is not installed on this node', {
    hint: 'On Debian: apt install nix-bin',
    cause: error,
  });
}
