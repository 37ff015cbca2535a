import { randomUUID } from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';
import type { LogLines, OutputLine } from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { Context } from '../context.ts';
import type { NodeSession } from './gateway.ts';

export interface ApplicationLogLine {
  text: string;
  stderr: boolean;
  atMs: number;
  /** That wrote it; 0: not known. */
  release: number;
  /** Not a line of the application: what the node has to say about them. */
  isNote?: boolean;
}

export interface LogRequest {
  /** Past lines, at most. */
  lines: number;
  follow: boolean;
  /** Only lines with this text; empty: all. */
  search?: string;
  /** Unix milliseconds; 0: no limit. */
  sinceMs?: number;
  untilMs?: number;
}

/** A reader that is this far behind loses the oldest lines, and is told so. */
const waitingLinesMax = 10_000;
/** Whoever wants all that there is can wait for it. */
const waitingPastLinesMax = 250_000;

/**
 * The log of the running application, straight from its node: `lines` past ones, then live ones
 * until `signal` is aborted when `follow` is set.
 *
 * @throws UserError `project_not_found`, `node_offline`, `log_unavailable`
 */
export async function* followLogs(
  context: Context,
  projectId: number,
  wish: LogRequest,
  signal: AbortSignal,
): AsyncGenerator<ApplicationLogLine, void, undefined> {
  const session = await sessionOf(context, projectId);
  const { lines, follow, search = '', sinceMs = 0, untilMs = 0 } = wish;
  assertCanSearch(session, wish);
  const requestId = randomUUID();
  const inbox = createInbox(follow ? waitingLinesMax : waitingPastLinesMax);
  session.logReaders.set(requestId, inbox);
  signal.addEventListener('abort', inbox.end, { once: true });
  const window = { sinceMs: BigInt(sinceMs), untilMs: BigInt(untilMs) };
  session.send({
    case: 'followLogs',
    value: { requestId, projectId, lines, follow, search, ...window },
  });
  try {
    while (!signal.aborted) {
      const lines = await inbox.next();
      if (lines === undefined) return;
      yield* lines;
    }
  } finally {
    signal.removeEventListener('abort', inbox.end);
    session.logReaders.delete(requestId);
    session.send({ case: 'stopFollowingLogs', value: { requestId } });
  }
}

async function sessionOf({ db, gateway }: Context, projectId: number): Promise<NodeSession> {
  const project = await db.project.findUnique({
    where: { id: projectId, deletedAt: null },
    include: { node: true },
  });
  if (project === null) {
    throw new UserError('project_not_found', `There is no project ${projectId}`);
  }
  const session = gateway.session(project.nodeId);
  if (session !== undefined) return session;
  throw new UserError('node_offline', `The node ${project.node.name} is not connected`, {
    hint: 'Logs of the application are kept on its node',
  });
}

/** An older agent would send every line. */
function assertCanSearch({ features }: NodeSession, { search, sinceMs, untilMs }: LogRequest) {
  const isSearch = Boolean(search) || Boolean(sinceMs) || Boolean(untilMs);
  if (!isSearch || features.has('log_search')) return;
  throw new UserError('agent_outdated', 'The agent of this node cannot search logs yet', {
    hint: 'Bring the agent up to date: run the install line of the node again',
  });
}

/** Holds lines between the node's stream and the reader. */
function createInbox(linesMax: number) {
  let waiting: ApplicationLogLine[] = [];
  let dropped = 0;
  let over: { error?: UserError } | undefined;
  let wake = () => {};
  const end = () => {
    over ??= {};
    wake();
  };
  return {
    end,
    onLost() {
      over ??= { error: new UserError('node_offline', 'The connection to the node was lost') };
      wake();
    },
    onLines({ lines, end: last, error, note }: LogLines) {
      for (const line of lines) waiting.push(plain(line));
      if (note !== '') waiting.push(noteLine(note));
      if (waiting.length > linesMax) {
        dropped += waiting.length - linesMax;
        waiting = waiting.slice(-linesMax);
      }
      if (last) over ??= error === '' ? {} : { error: new UserError('log_unavailable', error) };
      wake();
    },
    /** Lines that came since; undefined at the end. */
    async next(): Promise<ApplicationLogLine[] | undefined> {
      while (waiting.length === 0 && over === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (waiting.length === 0 && over?.error !== undefined) throw over.error;
      if (waiting.length === 0) return undefined;
      const lines = dropped > 0 ? [droppedLine(dropped), ...waiting] : waiting;
      waiting = [];
      dropped = 0;
      return lines;
    },
  };
}

function plain({ text, stderr, atMs, release }: OutputLine): ApplicationLogLine {
  return { text, stderr, atMs: Number(atMs), release };
}

function droppedLine(count: number): ApplicationLogLine {
  return noteLine(`${count} lines were left out: too fast`);
}

function noteLine(text: string): ApplicationLogLine {
  return { text, stderr: true, atMs: Date.now(), release: 0, isNote: true };
}
