import type { MessageInitShape } from '@bufbuild/protobuf';
import { UserError } from '../../lib/user-error.ts';
import type {
  CleanReportSchema,
  ConnectResponse,
  DiskReportSchema,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { AgentContext } from '../context.ts';
import { createLogFollowers } from './follow-logs.ts';
import type { Session } from './session.ts';
import { cleanNow } from './sweep.ts';

/** A report that takes longer is given up. */
const reportLimitMs = 20_000;
/** Whoever asks again within this time gets the same answer. */
const reportKeptMs = 60_000;
/** A large store takes minutes to collect. */
const cleanLimitMs = 30 * 60_000;

type Report = MessageInitShape<typeof DiskReportSchema>;
type Cleaned = MessageInitShape<typeof CleanReportSchema>;

/** What central wants to know now; nothing of it is kept, and all of it ends with the session. */
export function createQuestions(context: AgentContext, session: Session) {
  const followers = createLogFollowers(context, session);
  const report = createReport(context);
  const answerLater = async (answer: Promise<Report | Cleaned>, send: Send) => {
    const said = await answer.catch((error: unknown) => ({ error: reasonOf(context, error) }));
    await send(said);
  };
  return {
    /** False when this is no question. */
    answer({ case: kind, value }: ConnectResponse['message']): boolean {
      if (kind === 'followLogs') followers.follow(value);
      else if (kind === 'stopFollowingLogs') followers.stop(value.requestId);
      else if (kind === 'reportDisk') {
        const { requestId } = value;
        void answerLater(report.make(), (said) =>
          session.send({ case: 'diskReport', value: { ...said, requestId } as Report }),
        );
      } else if (kind === 'cleanDisk') {
        const { requestId } = value;
        report.forget();
        void answerLater(clean(context, session.signal), (said) =>
          session.send({ case: 'cleanReport', value: { ...said, requestId } as Cleaned }),
        );
      } else return false;
      return true;
    },
  };
}

type Send = (said: object) => Promise<void>;

/** One at a time, however many ask; not tied to a session, for the answer is good for the next one. */
function createReport(context: AgentContext) {
  let made: { at: number; report: Promise<Report> } | undefined;
  return {
    forget() {
      made = undefined;
    },
    make(): Promise<Report> {
      if (made !== undefined && context.now() - made.at < reportKeptMs) return made.report;
      const report = import('../deploy/report-disk.ts').then(({ reportDisk }) =>
        reportDisk(context, AbortSignal.timeout(reportLimitMs)),
      );
      made = { at: context.now(), report };
      // A failure is not kept.
      report.catch(() => {
        made = undefined;
      });
      return report;
    },
  };
}

async function clean(context: AgentContext, over: AbortSignal): Promise<Cleaned> {
  const signal = AbortSignal.any([over, AbortSignal.timeout(cleanLimitMs)]);
  return { freedBytes: BigInt(await cleanNow(context, signal)) };
}

function reasonOf({ log, redactor }: AgentContext, error: unknown): string {
  if (error instanceof UserError) return redactor.mask(error.message);
  log.warn({ err: error }, 'a question of central could not be answered');
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  return isLate ? 'it took too long' : redactor.mask(String(error));
}
