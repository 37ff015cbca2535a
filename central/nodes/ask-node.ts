import { randomUUID } from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';
import type { CleanReport, DiskReport } from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { Context } from '../context.ts';
import type { NodeAnswer, NodeSession } from './gateway.ts';

/** The agent itself gives up before. */
const reportLimitMs = 25_000;
/** Collecting a large store takes a while; whoever asked may close the page. */
const cleanLimitMs = 10 * 60_000;

/** What fills the disks of a node. @throws UserError `node_offline`, `agent_outdated`, `node_report_failed` */
export async function askDisk(context: Context, node: NodeName): Promise<DiskReport> {
  return ask(context, node, 'reportDisk', reportLimitMs);
}

/** Cleans a node. @throws UserError `node_offline`, `agent_outdated`, `node_report_failed` */
export async function askClean(context: Context, node: NodeName): Promise<CleanReport> {
  return ask(context, node, 'cleanDisk', cleanLimitMs);
}

interface NodeName {
  id: string;
  name: string;
}

async function ask<Answer extends NodeAnswer>(
  { gateway }: Context,
  { id, name }: NodeName,
  question: 'reportDisk' | 'cleanDisk',
  limitMs: number,
): Promise<Answer> {
  const session = gateway.session(id);
  if (session === undefined) throw offline(name);
  if (!session.features.has('disk_report')) {
    throw new UserError('agent_outdated', `The agent of ${name} cannot tell this yet`, {
      hint: 'Bring it up to date: run the install line of the node again',
    });
  }
  const answer = await answerTo(session, question, limitMs);
  if (answer === 'lost') throw offline(name);
  if (answer === 'late') throw failed(name, 'it did not answer in time');
  if (answer.error !== '') throw failed(name, answer.error);
  return answer as Answer;
}

function answerTo(
  session: NodeSession,
  question: 'reportDisk' | 'cleanDisk',
  limitMs: number,
): Promise<NodeAnswer | 'lost' | 'late'> {
  const requestId = randomUUID();
  const { promise, resolve } = Promise.withResolvers<NodeAnswer | 'lost' | 'late'>();
  const timer = setTimeout(resolve, limitMs, 'late');
  session.questions.set(requestId, resolve);
  session.send({ case: question, value: { requestId } });
  return promise.finally(() => {
    clearTimeout(timer);
    session.questions.delete(requestId);
  });
}

function offline(name: string): UserError {
  return new UserError('node_offline', `The node ${name} is not connected`, {
    hint: 'What is on its disks only the node itself can say',
  });
}

function failed(name: string, reason: string): UserError {
  return new UserError('node_report_failed', `${name} could not do it: ${reason}`, {
    hint: 'Try again; the log of its agent says more',
  });
}
