import { UserError } from '../../lib/user-error.ts';
import {
  type Command,
  CommandOutcome,
  StepOutcome,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { SwitchRecord } from '../adapters/release-files.ts';
import type { Release } from '../ports.ts';
import { readCommand } from './command-reader.ts';
import type { DeployTools } from './job.ts';
import { createJob, type Run, settled } from './run.ts';
import { tellLive } from './steps/switch.ts';
import { tellRolledBack } from './take-back.ts';

type Perform = (run: Run) => Promise<CommandOutcome>;

/** A command that was interrupted this often brings the agent down, or the machine: no more. */
const mostAttempts = 3;

/**
 * How to go on with a command whose release got the traffic before the agent was killed; undefined
 * when it did not get that far. The link on disk decides, not what the journal says.
 */
export async function settleLater(
  tools: DeployTools,
  command: Command,
): Promise<Perform | undefined> {
  const { project, header } = readCommand(command);
  if (project === undefined || header === undefined) return undefined;
  const { releases } = tools;
  const release = await releases.read(project, header.number);
  const record = release && (await releases.switchRecord(release));
  if (release === undefined || record === undefined) return undefined;
  const serving = await releases.live(project);
  const told = await isToldLive(tools, command.id);
  // The record is written before the link: alone it means nothing.
  if (serving?.number !== release.number && !told) return undefined;
  return async (run) => {
    const job = createJob(run, project, header);
    if (!told) tellLive(job, release, await pidOf(tools, release));
    await tellSwitchDone(tools, run, command.id);
    if (serving !== undefined && serving.number === record.previous) {
      return finishReturn(run, release, record);
    }
    if (serving?.number !== release.number) return CommandOutcome.SUCCEEDED;
    const previous = await releases.read(project, record.previous);
    return settled(run, job, { release, previous, atMs: record.atMs });
  };

  /** The watch had moved the traffic back already. */
  function finishReturn(run: Run, bad: Release, { previous }: SwitchRecord): CommandOutcome {
    const fault = new UserError(
      'release_taken_back',
      `Release ${bad.number} was bad and taken back`,
    );
    if (header !== undefined && project !== undefined) {
      tellRolledBack(createJob(run, project, header), bad, { number: previous }, fault);
    }
    return CommandOutcome.ROLLED_BACK;
  }
}

/** The agent was killed between the rename and the end of the step: the link says that it was done. */
async function tellSwitchDone(tools: DeployTools, run: Run, commandId: string): Promise<void> {
  const isOpen =
    (await countEvents(tools.journal, commandId, 'stepStarted', 'switch')) >
    (await countEvents(tools.journal, commandId, 'stepFinished', 'switch'));
  if (!isOpen) return;
  const note = 'The agent was restarted right behind it';
  run.story.tell({
    case: 'stepFinished',
    value: { step: 'switch', outcome: StepOutcome.DONE, note },
  });
}

async function isToldLive({ journal }: DeployTools, commandId: string): Promise<boolean> {
  return (await countEvents(journal, commandId, 'releaseLive')) > 0;
}

async function countEvents(
  journal: DeployTools['journal'],
  commandId: string,
  wanted: string,
  step?: string,
): Promise<number> {
  let count = 0;
  for (let sequence = 0; ; ) {
    const events = await journal.read(commandId, sequence, 1024 * 1024);
    if (events.length === 0) return count;
    count += events.filter(({ event }) => event.case === wanted && isOf(event.value, step)).length;
    sequence += events.length;
  }
}

function isOf(value: object, step: string | undefined): boolean {
  return step === undefined || ('step' in value && value.step === step);
}

async function pidOf({ ports }: DeployTools, release: Release): Promise<number> {
  const state = await ports.services.state(release).catch(() => undefined);
  return state?.state === 'running' ? state.pid : 0;
}

/** Begins again from the first step; a command that was canceled or tried too often ends instead. */
export async function startOver(
  tools: DeployTools,
  command: Command,
  start: (command: Command, attempt: number) => void,
  begin: (command: Command, perform: Perform) => void,
): Promise<void> {
  const attempts = await countEvents(tools.journal, command.id, 'accepted');
  if (attempts >= mostAttempts) {
    begin(command, () => Promise.reject(interrupted(attempts)));
    return;
  }
  tools.journal.append(command.id, {
    case: 'warning',
    value: {
      code: 'agent_restarted',
      message: `The agent was restarted in the middle; starting over (attempt ${attempts + 1} of ${mostAttempts})`,
    },
  });
  start(command, attempts + 1);
}

function interrupted(attempts: number): UserError {
  return new UserError('interrupted', `The agent was stopped in the middle ${attempts} times`, {
    hint: "The agent's log on the node says why; deploy again when that is mended",
  });
}
