import { refusals } from '../../../lib/join-token.ts';
import { UserError } from '../../../lib/user-error.ts';
import type { ConnectRequest, Hello } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { AgentStream } from '../../adapters/agent-server.ts';
import type { Context } from '../../context.ts';
import { recordEvents } from '../../deployments/record-events.ts';
import { resumeNode } from '../../deployments/resume-node.ts';
import { sampleSeconds } from '../../domain/metric-window.ts';
import { checkProtocol } from '../../domain/protocol.ts';
import { recordSamples } from '../../metrics/record-samples.ts';
import { authenticateNode } from '../../nodes/authenticate-node.ts';
import type { NodeSession, SessionEnd } from '../../nodes/gateway.ts';
import { closeSession, noteHeartbeat, openSession } from '../../nodes/open-session.ts';
import { centralVersion } from '../../version.ts';
import { commandEvents } from './wire-events.ts';

/** An agent says hello at once; whoever does not is no agent. */
const helloTimeoutMs = 10_000;

/** Connect: the stream of a node for as long as it lasts. */
export async function connect(
  context: Context,
  stream: AgentStream,
  fingerprint: string | undefined,
): Promise<void> {
  const identity = await authenticateNode(context, fingerprint);
  const messages = stream.messages[Symbol.asyncIterator]();
  const hello = await firstMessage(messages);
  if (hello === undefined) return;
  const session = await openSession(context, identity, hello, {
    address: stream.peer,
    send: (message) => stream.send({ message }),
    close: (end, reason) => stream.end(new UserError(endCodes[end], reason)),
  });
  try {
    welcome(context, session);
    await resumeNode(context, session, hello.knownCommandIds);
    for (let next = await messages.next(); next.done !== true; next = await messages.next()) {
      await handle(context, session, next.value);
    }
  } finally {
    await closeSession(context, session);
  }
}

const endCodes = {
  replaced: refusals.replaced,
  unauthenticated: refusals.revoked,
  expired: 'certificate_expired',
  silent: 'connection_silent',
} as const satisfies Record<SessionEnd, string>;

/** Undefined when the stream ended without a word. */
async function firstMessage(messages: AsyncIterator<ConnectRequest>): Promise<Hello | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(noHello()), helloTimeoutMs);
  });
  const first = await Promise.race([messages.next(), late]).finally(() => clearTimeout(timer));
  if (first.done === true) return undefined;
  const { message } = first.value;
  if (message.case !== 'hello') throw noHello();
  checkProtocol(message.value.protocolVersion);
  return message.value;
}

function noHello(): UserError {
  return new UserError('hello_missing', 'The first message of a stream is the hello');
}

function welcome({ settings }: Context, { nodeId, send }: NodeSession): void {
  const heartbeatIntervalSeconds = settings.heartbeatSeconds;
  const intervals = { heartbeatIntervalSeconds, sampleIntervalSeconds: sampleSeconds };
  send({ case: 'welcome', value: { nodeId, centralVersion, ...intervals } });
}

async function handle(
  context: Context,
  session: NodeSession,
  { message }: ConnectRequest,
): Promise<void> {
  await noteHeartbeat(context, session, message.case === 'heartbeat' ? message.value : undefined);
  if (message.case === 'events') {
    const batch = commandEvents(message.value);
    const acknowledged = await recordEvents(context, session.nodeId, batch);
    for (const { commandId, sequence } of acknowledged) {
      session.send({ case: 'eventAck', value: { commandId, sequence: BigInt(sequence) } });
    }
  } else if (message.case === 'samples') {
    await recordSamples(context, session.nodeId, message.value);
  } else if (message.case === 'diskReport' || message.case === 'cleanReport') {
    session.questions.get(message.value.requestId)?.(message.value);
  } else if (message.case === 'logLines') {
    session.logReaders.get(message.value.requestId)?.onLines(message.value);
  } else if (message.case !== 'heartbeat') {
    const { nodeId } = session;
    context.log.warn({ nodeId, message: message.case ?? 'none' }, 'a message was not understood');
  }
}
