import type { FollowLogs } from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { AgentContext } from '../context.ts';
import { createOutputBatch, type OutputLine } from '../deploy/output-batch.ts';
import type { LogWish } from '../ports.ts';
import type { Session } from './session.ts';

/** Streams logs of applications to central, masked; everything ends with the session. */
export function createLogFollowers(context: AgentContext, session: Session) {
  const followers = new Map<string, AbortController>();
  return {
    follow(request: FollowLogs): void {
      const controller = new AbortController();
      followers.set(request.requestId, controller);
      const signal = AbortSignal.any([controller.signal, session.signal]);
      void stream(context, session, request, signal).finally(() =>
        followers.delete(request.requestId),
      );
    },
    stop: (requestId: string) => followers.get(requestId)?.abort(),
  };
}

async function stream(
  context: AgentContext,
  session: Session,
  request: FollowLogs,
  signal: AbortSignal,
): Promise<void> {
  const { requestId, projectId, lines, follow, search } = request;
  let room: Promise<void> = Promise.resolve();
  let note = '';
  const send = (batch: OutputLine[], end = false, error = '') => {
    const value = { requestId, lines: batch, end, error, note };
    note = '';
    room = session.send({ case: 'logLines', value });
  };
  const wish: LogWish = {
    ...{ lines, follow, search },
    sinceMs: Number(request.sinceMs),
    untilMs: Number(request.untilMs),
    mask: context.redactor.maskLines,
    note: (text) => {
      note = text;
    },
  };
  const batch = createOutputBatch(context.redactor, context.now, (more) => send(more));
  let problem = '';
  try {
    for await (const line of await openLogs(context, projectId, wish, signal)) {
      batch.add(line.text, line.stderr, line.atMs, line.release);
      await room;
    }
  } catch (error) {
    if (!signal.aborted) problem = error instanceof Error ? error.message : String(error);
  }
  batch.flush();
  send([], true, context.redactor.mask(problem));
}

async function openLogs(
  { releases, ports }: AgentContext,
  projectId: number,
  wish: LogWish,
  signal: AbortSignal,
) {
  const known = (await releases.projects()).find(({ id }) => id === projectId);
  if (known === undefined) throw new Error('nothing of this project is on the node yet');
  const project = (await releases.live(known))?.project ?? { ...known, domains: [] };
  return ports.services.logs(project, releases.folders(known), wish, signal);
}
