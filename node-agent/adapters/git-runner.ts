import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type CommandLine,
  type CommandResult,
  runCommand,
  tryCommand,
} from '../../lib/run-command.ts';
import type { AgentSettings } from '../settings.ts';
import type { GitAccess } from './git-access.ts';

/** Runs git so that it can neither ask, nor run a hook, nor be led to another protocol. */
export interface GitRunner {
  readonly allowLocal: boolean;
  run(command: CommandLine, signal: AbortSignal, options?: GitOptions): Promise<string>;
  try(command: CommandLine, signal: AbortSignal, options?: GitOptions): Promise<CommandResult>;
  /** The same with what lets it in to private repositories. */
  withAccess(access: GitAccess): GitRunner;
}

interface GitOptions {
  indexFile?: string;
  /** Address that the command talks to. */
  url?: string;
}

/**
 * The agent reads mirrors and, where allowed, repositories of other users of the machine: git would
 * refuse those as unsafe. Their hooks and settings are not run by what we do.
 */
const gitConfig = '[include]\n\tpath = ~/.gitconfig\n[safe]\n\tdirectory = *\n';

export function gitRunner(
  settings: Pick<AgentSettings, 'root' | 'allowLocalRepositories'>,
): GitRunner {
  const configFile = join(settings.root, 'cache/gitconfig');
  let written: Promise<void> | undefined;
  const env: Record<string, string> = {
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=20',
    GIT_ALLOW_PROTOCOL: settings.allowLocalRepositories ? 'https:ssh:file' : 'https:ssh',
    GIT_CONFIG_GLOBAL: configFile,
    GIT_LFS_SKIP_SMUDGE: '1',
    LC_ALL: 'C.UTF-8',
  };
  const options = async (access: GitAccess, signal: AbortSignal, more: GitOptions = {}) => {
    written ??= writeConfig(configFile);
    await written;
    const index = more.indexFile === undefined ? {} : { GIT_INDEX_FILE: more.indexFile };
    const own = more.url === undefined ? {} : access(more.url);
    return { signal, env: { ...env, ...index, ...own } };
  };
  const withAccess = (access: GitAccess): GitRunner => ({
    allowLocal: settings.allowLocalRepositories,
    run: async (command, signal, more) =>
      (await runCommand(command, await options(access, signal, more))).stdout,
    try: async (command, signal, more) =>
      await tryCommand(command, await options(access, signal, more)),
    withAccess,
  });
  return withAccess(() => ({}));
}

async function writeConfig(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, gitConfig);
}
