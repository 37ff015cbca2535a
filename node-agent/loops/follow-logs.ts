import type { FollowLogs } from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { AgentContext } from '../context.ts';
import { createOutputBatch, type OutputLine } from '../deploy/output-batch.ts';
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
  { requestId, projectId, lines, follow }: FollowLogs,
  signal: AbortSignal,
): Promise<void> {
  let room: Promise<void> = Promise.resolve();
  const send = (batch: OutputLine[], end = false, error = '') => {
    room = session.send({ case: 'logLines', value: { requestId, lines: batch, end, error } });
  };
  const batch = createOutputBatch(context.redactor, context.now, (more) => send(more));
  let problem = '';
  try {
    for await (const line of await openLogs(context, projectId, { lines, follow }, signal)) {
      batch.add(line.text, line.stderr, line.atMs);
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
  options: { lines: number; follow: boolean },
  signal: AbortSignal,
) {
  const known = (await releases.projects()).find(({ id }) => id === projectId);
  if (known === undefined) throw new Error('nothing of this project is on the node yet');
  const project = (await releases.live(known))?.project ?? { ...known, domains: [] };
  return ports.services.logs(project, releases.folders(known), options, signal);
}
