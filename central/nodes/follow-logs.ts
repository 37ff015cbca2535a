import { randomUUID } from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';
import type { LogLines } from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { Context } from '../context.ts';
import type { NodeSession } from './gateway.ts';

export interface ApplicationLogLine {
  text: string;
  stderr: boolean;
  atMs: number;
}

/** A reader that is this far behind loses the oldest lines, and is told so. */
const waitingLinesMax = 10_000;

/**
 * The log of the running application, straight from its node: `lines` past ones, then live ones
 * until `signal` is aborted when `follow` is set.
 *
 * @throws UserError `project_not_found`, `node_offline`, `log_unavailable`
 */
export async function* followLogs(
  context: Context,
  projectId: number,
  options: { lines: number; follow: boolean },
  signal: AbortSignal,
): AsyncGenerator<ApplicationLogLine, void, undefined> {
  const session = await sessionOf(context, projectId);
  const requestId = randomUUID();
  const inbox = createInbox();
  session.logReaders.set(requestId, inbox);
  signal.addEventListener('abort', inbox.end, { once: true });
  session.send({ case: 'followLogs', value: { requestId, projectId, ...options } });
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

/** Holds lines between the node's stream and the reader. */
function createInbox() {
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
    onLines({ lines, end: last, error }: LogLines) {
      waiting.push(...lines.map((line) => ({ ...plain(line), atMs: Number(line.atMs) })));
      if (waiting.length > waitingLinesMax) {
        dropped += waiting.length - waitingLinesMax;
        waiting = waiting.slice(-waitingLinesMax);
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

function plain({ text, stderr }: { text: string; stderr: boolean }) {
  return { text, stderr };
}

function droppedLine(count: number): ApplicationLogLine {
  return { text: `(${count} lines were left out: too fast)`, stderr: true, atMs: Date.now() };
}
