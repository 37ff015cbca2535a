import type { DeploymentStep } from '../../lib/deployment-states.ts';
import type { Logger } from '../../lib/logger.ts';
import type { Redactor } from '../../lib/redact.ts';
import { StepOutcome } from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { BuildLog } from '../adapters/build-log.ts';
import type { EventContent, Journal } from '../adapters/journal.ts';
import { HeadAndTail } from '../domain/head-and-tail.ts';
import { stepLimit } from '../domain/time-limits.ts';
import type { Step } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { type FailureText, failureText, Stopped } from './failure.ts';
import { createOutputBatch, type OutputLine } from './output-batch.ts';
import { withLimit } from './with-limit.ts';

/** What happens to one command, told event by event into its journal. */
export interface Story {
  readonly commandId: string;
  readonly log: Logger;
  tell(content: EventContent): void;
  warn(code: string, message: string): void;
  /** Runs a step between its started and its finished event, for as long as it may take. */
  step<T>(name: DeploymentStep, signal: AbortSignal, work: (step: Step) => Promise<T>): Promise<T>;
  skip(name: DeploymentStep, reason: string): void;
  /** From now on everything that steps print goes there, also what is too much to be told. */
  keepOutput(log: BuildLog): void;
}

export interface StoryTools {
  settings: Pick<AgentSettings, 'timeLimits'>;
  journal: Pick<Journal, 'append' | 'startedAt'>;
  redactor: Redactor;
  log: Logger;
  now: () => number;
}

export function createStory(commandId: string, tools: StoryTools): Story {
  const { journal, redactor, now, settings } = tools;
  const log = tools.log.child({ command: commandId });
  const tell = (content: EventContent) => journal.append(commandId, content);
  const warn = (code: string, message: string) => {
    log.warn({ code }, message);
    tell({ case: 'warning', value: { code, message: redactor.mask(message) } });
  };
  const limitOf = (name: DeploymentStep) =>
    stepLimit(name, settings.timeLimits, now() - journal.startedAt(commandId));
  let buildLog: BuildLog | undefined;
  return {
    commandId,
    log,
    tell,
    warn,
    keepOutput(sink) {
      buildLog = sink;
    },
    skip(name, reason) {
      tell({ case: 'stepStarted', value: { step: name } });
      const value = skipped(name, redactor.mask(reason));
      tell({ case: 'stepFinished', value });
    },
    async step(name, signal, work) {
      signal.throwIfAborted();
      const startedAt = performance.now();
      tell({ case: 'stepStarted', value: { step: name } });
      let note = '';
      const limited = withLimit(signal, limitOf(name));
      const output = createStepOutput(tools, {
        keep: (lines) => buildLog?.(name, lines),
        show: (lines) => tell({ case: 'stepOutput', value: { step: name, lines } }),
      });
      const finish = (outcome: StepOutcome, failure?: FailureText) => {
        output.end();
        const durationMs = Math.round(performance.now() - startedAt);
        const masked = failure === undefined ? {} : { failure: maskFailure(failure, redactor) };
        log.info({ step: name, durationMs, ...masked }, `${name}: ${outcomeWords[outcome]}`);
        const value = { step: name, outcome, durationMs, note: redactor.mask(note), ...masked };
        tell({ case: 'stepFinished', value });
      };
      try {
        const announce = (text: string) => {
          note = text;
        };
        const result = await work(stepWith(limited.signal, output, warn, announce));
        finish(StepOutcome.DONE);
        return result;
      } catch (error) {
        // Whatever it says about having been ended.
        const reason = limited.over() ?? error;
        // An agent that stops leaves the step open: it is started over by the next one.
        if (isStop(error, signal, 'agent')) output.end();
        else if (isStop(error, signal, 'cancel')) finish(StepOutcome.CANCELED);
        else finish(StepOutcome.FAILED, failureText(reason, log));
        throw reason;
      } finally {
        limited.end();
      }
    },
  };
}

function skipped(step: DeploymentStep, note: string) {
  return { step, outcome: StepOutcome.SKIPPED, durationMs: 0, note };
}

/** Keeps every line, and shows as many of them as people read. */
function createStepOutput(
  { redactor, now }: Pick<StoryTools, 'redactor' | 'now'>,
  to: { keep(lines: OutputLine[]): void; show(lines: OutputLine[]): void },
) {
  const shown = new HeadAndTail<OutputLine>(to.show, (text) => ({
    stderr: false,
    text,
    atMs: BigInt(Math.round(now())),
  }));
  const batch = createOutputBatch(redactor, now, (lines) => {
    to.keep(lines);
    shown.add(lines);
  });
  const end = () => {
    batch.flush();
    shown.end();
  };
  return { ...batch, end };
}

function stepWith(
  signal: AbortSignal,
  output: ReturnType<typeof createOutputBatch>,
  warn: Step['warn'],
  note: Step['note'],
): Step {
  return {
    signal,
    output: (text, stream = 'stdout') => output.add(text, stream === 'stderr'),
    warn: (code, message) => {
      output.flush();
      warn(code, message);
    },
    note,
  };
}

const outcomeWords: Record<number, string> = {
  [StepOutcome.DONE]: 'done',
  [StepOutcome.FAILED]: 'failed',
  [StepOutcome.CANCELED]: 'canceled',
};

/** Whether work ended because it was told to; what a killed program says about it is no failure. */
export function isStop(error: unknown, signal: AbortSignal, by: Stopped['by']): boolean {
  const reason: unknown = signal.aborted && !(error instanceof Stopped) ? signal.reason : error;
  return reason instanceof Stopped && reason.by === by;
}

export function maskFailure(failure: FailureText, redactor: Redactor): FailureText {
  return {
    code: failure.code,
    message: redactor.mask(failure.message),
    hint: redactor.mask(failure.hint),
  };
}
