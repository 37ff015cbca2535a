import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../lib/user-error.ts';
import { writeAtomically } from './atomic-file.ts';
import { isRunning, processStat } from './proc.ts';

/** What the running agent tells other programs on this machine. */
export interface AgentStatus {
  pid: number;
  startTicks: number;
  connected: boolean;
  /** The last thing that happened to the connection, and what happens next. */
  line: string;
}

const fileOf = (stateDirectory: string) => join(stateDirectory, 'status.json');

/** Status of the agent that runs now; undefined when none does. */
export async function readStatus(stateDirectory: string): Promise<AgentStatus | undefined> {
  const text = await readFile(fileOf(stateDirectory), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const status = JSON.parse(text) as AgentStatus;
  return (await isRunning(status.pid, status.startTicks)) ? status : undefined;
}

export interface StatusFile {
  set(connected: boolean, line: string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Claims the state directory for this process: two agents on one journal would both run its commands.
 *
 * @throws UserError `agent_running`
 */
export async function claimStatus(stateDirectory: string): Promise<StatusFile> {
  const other = await readStatus(stateDirectory);
  if (other !== undefined && other.pid !== process.pid) {
    throw new UserError(
      'agent_running',
      `An agent with this state directory runs already: process ${other.pid}`,
      {
        hint: `Stop it first, or set VPSPILOT_AGENT_STATE_DIRECTORY to a folder of its own`,
      },
    );
  }
  await mkdir(stateDirectory, { recursive: true, mode: 0o700 });
  const startTicks = (await processStat(process.pid))?.startTicks ?? 0;
  let last: Promise<void> = Promise.resolve();
  const write = (status: Omit<AgentStatus, 'pid' | 'startTicks'>) =>
    writeAtomically(
      fileOf(stateDirectory),
      `${JSON.stringify({ pid: process.pid, startTicks, ...status })}\n`,
      0o644,
      { durable: false },
    );
  await write({ connected: false, line: 'starting' });
  return {
    set(connected, line) {
      last = last.catch(() => undefined).then(() => write({ connected, line }));
      return last;
    },
    async remove() {
      await last.catch(() => undefined);
      await rm(fileOf(stateDirectory), { force: true });
    },
  };
}
