import { UserError } from '../../lib/user-error.ts';
import {
  type Command,
  CommandOutcome,
  type DeploymentHeader,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { ProjectRef } from '../ports.ts';
import { environmentOf, readCommand, required } from './command-reader.ts';
import { deploy } from './deploy.ts';
import type { DeployTools, Job, Live } from './job.ts';
import { removeProject } from './remove-project.ts';
import { changeEnvironment, rollBack } from './roll-back.ts';
import { settle } from './settle.ts';
import type { Story } from './story.ts';

/** One command while it runs. */
export interface Run {
  tools: DeployTools;
  story: Story;
  /** Aborted by a cancel or by the agent's stop. */
  signal: AbortSignal;
  /** Aborted by the agent's stop only. */
  stopping: AbortSignal;
}

/** Does what the command says, one command per project at a time up to the switch. */
export async function carryOut(run: Run, command: Command): Promise<CommandOutcome> {
  const { project, header } = readCommand(command);
  const sound = required(project, 'project');
  const turn = run.tools.traffic.turn(sound.id);
  const whenLate = () => assertInTime(command, run.tools.now());
  if (command.command.case === 'removeProject') {
    await turn(
      async () => {
        whenLate();
        await removeProject(run.tools, sound);
      },
      { signal: run.signal },
    );
    return CommandOutcome.SUCCEEDED;
  }
  const job = createJob(run, sound, required(header, 'deployment'));
  const live = await turn(
    () => {
      whenLate();
      return bringLive(job, command);
    },
    { signal: run.signal },
  );
  return settled(run, job, live);
}

/** What follows the switch, and how the command ends then. */
export async function settled(run: Run, job: Job, live: Live): Promise<CommandOutcome> {
  const verdict = await settle(job, live, run.stopping);
  return verdict === 'kept' ? CommandOutcome.SUCCEEDED : CommandOutcome.ROLLED_BACK;
}

export function createJob(run: Run, project: ProjectRef, header: DeploymentHeader): Job {
  const { tools, story, signal } = run;
  const folders = tools.releases.folders(project);
  story.keepOutput(tools.openBuildLog(folders.buildLog, header.deploymentId, story.log));
  return {
    tools,
    story,
    signal,
    project,
    folders,
    deploymentId: header.deploymentId,
    number: header.number,
    watchSeconds: header.watchSeconds,
    drainSeconds: header.drainSeconds,
  };
}

function bringLive(job: Job, { command }: Command): Promise<Live> {
  switch (command.case) {
    case 'deploy': {
      const { repositoryUrl, branch, commit, environment, sealedCredential } = command.value;
      const order = { repositoryUrl, branch, commit, sealedCredential };
      return deploy(job, { ...order, environment: environmentOf(environment) });
    }
    case 'rollBack':
      return rollBack(job, command.value.toRelease);
    case 'changeEnvironment':
      return changeEnvironment(job, environmentOf(command.value.environment));
    default:
      throw new UserError('command_unknown', 'This agent does not know the command', {
        hint: 'Upgrade the agent: central is newer',
      });
  }
}

function assertInTime({ deadlineMs }: Command, now: number): void {
  if (deadlineMs === 0n || now <= Number(deadlineMs)) return;
  const late = Math.round((now - Number(deadlineMs)) / 1_000);
  throw new UserError(
    'deadline_passed',
    `The command came ${late} s after its deadline and was not started`,
    {
      hint: 'The node was out of reach for too long: deploy again',
    },
  );
}
