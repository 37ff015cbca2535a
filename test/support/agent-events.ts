import {
  type Command,
  CommandOutcome,
  StepOutcome,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { EventContent, FakeAgent } from './fake-agent.ts';

/** Events of a step that went well. */
export function stepEvents(step: string, text = `${step} says`): EventContent[] {
  const lines = [{ text, stderr: false, atMs: BigInt(Date.now()) }];
  return [
    { case: 'stepStarted', value: { step } },
    { case: 'stepOutput', value: { step, lines } },
    { case: 'stepFinished', value: { step, outcome: StepOutcome.DONE, durationMs: 5, note: 'ok' } },
  ];
}

/** What an agent reports at the switch. */
export function liveEvent(command: Command): EventContent {
  const { value } = command.command;
  const number = value !== undefined && 'deployment' in value ? value.deployment?.number : 0;
  const release = number ?? 0;
  return {
    case: 'releaseLive',
    value: { release, commit: 'c'.repeat(40), storePath: `/nix/store/r${release}`, port: 20_001 },
  };
}

export function finishedEvent(
  outcome: CommandOutcome = CommandOutcome.SUCCEEDED,
  failure?: { code: string; message: string; hint: string },
): EventContent {
  return { case: 'finished', value: { outcome, ...(failure === undefined ? {} : { failure }) } };
}

/** Everything between acceptance and the end of a deployment that goes well. */
export function goLive(agent: FakeAgent): (command: Command) => void {
  return (command) => {
    for (const event of [...stepEvents('build'), liveEvent(command), finishedEvent()]) {
      agent.emit(command.id, event);
    }
  };
}
