import { UserError } from '../../lib/user-error.ts';
import { type Command, CommandOutcome } from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { readCommand } from './command-reader.ts';
import { failureText, Stopped } from './failure.ts';
import type { DeployTools } from './job.ts';
import { settleLater, startOver } from './recover.ts';
import { carryOut, type Run } from './run.ts';
import { createStory, isStop, maskFailure } from './story.ts';

/** Takes commands in, runs each id once, and tells central through the journal. */
export interface Dispatcher {
  /** Stores the command and begins; returns when it is stored. A known id does nothing. */
  accept(command: Command): Promise<void>;
  cancel(commandId: string): void;
  /** Goes on with what the last agent left unfinished. */
  resume(): Promise<void>;
  /** Stops everything before its switch; returns when it is stopped. */
  stop(): Promise<void>;
  /** Resolves when nothing is running; for tests. */
  idle(): Promise<void>;
}

export function createDispatcher(tools: DeployTools): Dispatcher {
  const running = new Map<string, { cancel: AbortController; done: Promise<void> }>();
  const stopping = new AbortController();
  const begin = (command: Command, perform: (run: Run) => Promise<CommandOutcome>) => {
    const cancel = new AbortController();
    const story = createStory(command.id, tools);
    const signal = AbortSignal.any([cancel.signal, stopping.signal]);
    const run: Run = { tools, story, signal, stopping: stopping.signal };
    const done = finish(run, perform).finally(() => {
      running.delete(command.id);
      tools.commandEnded.wake();
    });
    running.set(command.id, { cancel, done });
  };
  const start = (command: Command, attempt: number) => {
    tools.journal.append(command.id, { case: 'accepted', value: { attempt } });
    begin(command, (run) => carryOut(run, command));
  };
  return {
    async accept(command) {
      if (await tools.journal.accept(command)) start(command, 1);
    },
    cancel: (commandId) => running.get(commandId)?.cancel.abort(new Stopped('cancel')),
    async resume() {
      for (const command of byNumber(tools.journal.open())) {
        if (tools.journal.isFinished(command.id)) continue;
        const left = await settleLater(tools, command);
        if (left !== undefined) begin(command, left);
        else await startOver(tools, command, start, begin);
      }
    },
    async stop() {
      stopping.abort(new Stopped('agent'));
      await Promise.all([...running.values()].map(({ done }) => done));
    },
    async idle() {
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

/** In the order in which central made them. */
function byNumber(commands: readonly Command[]): Command[] {
  const numberOf = (command: Command) => readCommand(command).header?.number ?? 0;
  return [...commands].sort((a, b) => numberOf(a) - numberOf(b));
}

/** Runs to the end and tells the outcome. Never throws. */
async function finish(run: Run, perform: (run: Run) => Promise<CommandOutcome>): Promise<void> {
  const { story, signal, tools } = run;
  try {
    story.tell({ case: 'finished', value: { outcome: await perform(run) } });
  } catch (error) {
    // The next agent goes on with it.
    if (isStop(error, signal, 'agent')) return;
    const outcome = isStop(error, signal, 'cancel')
      ? CommandOutcome.CANCELED
      : CommandOutcome.FAILED;
    const cause = outcome === CommandOutcome.CANCELED ? signal.reason : error;
    const failure = maskFailure(failureText(cause, story.log), tools.redactor);
    if (!(error instanceof UserError)) story.log.warn({ err: error }, 'command ended early');
    story.tell({ case: 'finished', value: { outcome, failure } });
  }
}
