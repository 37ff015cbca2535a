import { setTimeout as sleep } from 'node:timers/promises';
import { protocolVersion } from '../../lib/agent-protocol.ts';
import {
  type ConnectResponse,
  ServiceManagerKind,
  type Welcome,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { CentralClient } from '../adapters/central-client.ts';
import type { NodeIdentity } from '../adapters/identity-file.ts';
import { hostname, systemName } from '../adapters/machine.ts';
import type { AgentContext } from '../context.ts';
import type { Dispatcher } from '../deploy/dispatch.ts';
import { agentVersion } from '../version.ts';
import { createQuestions } from './answer-questions.ts';
import { sendHeartbeats } from './heartbeat.ts';
import { renewWhenDue } from './renew-certificate.ts';
import type { EventSender } from './send-events.ts';
import { sendSamples } from './send-samples.ts';
import { createSession, type Session, type SessionEnd, type ToCentral } from './session.ts';

/** Central has to say welcome within this time. */
const welcomeMs = 15_000;
/** What is not known by then is left out of the hello. */
const factsMs = 3_000;
/** Known ids that the hello lists; central asks for no older ones. */
const announcedIds = 1_000;

/** What this agent can do beyond the first version of the protocol. */
const features = ['source_credential', 'log_search', 'disk_report'];

export interface Participants {
  context: AgentContext;
  dispatcher: Dispatcher;
  sender: EventSender;
  instanceId: string;
  signal: AbortSignal;
}

/** How a conversation ended, and whether central had accepted it at all. */
export interface TalkEnd extends SessionEnd {
  welcomed: boolean;
}

/** Opens a stream and speaks with central until it is over. */
export async function talk(
  { context, dispatcher, sender, instanceId, signal }: Participants,
  client: CentralClient,
  identity: NodeIdentity,
): Promise<TalkEnd> {
  let welcomed = false;
  // Made before the stream is opened: central waits for it only so long.
  const greeting = await hello(context, instanceId);
  const session = createSession(client.connect(), (message, current) => answer(message, current));
  const stop = () => session.close({ code: 'stopping', reason: 'the agent is stopping' });
  signal.addEventListener('abort', stop, { once: true });
  const impatience = setTimeout(
    () => session.close({ code: 'lost', reason: 'central does not say welcome' }),
    welcomeMs,
  );
  const questions = createQuestions(context, session);

  async function answer(message: ConnectResponse['message'], current: Session): Promise<void> {
    switch (message.case) {
      case 'welcome':
        welcomed = true;
        clearTimeout(impatience);
        context.log.info(
          { central: identity.central, node: identity.nodeName },
          'connected to central',
        );
        await context.status.set(true, `connected to ${identity.central}`);
        beginLoops({ context, client, identity, sender }, current, message.value);
        return;
      case 'command':
        return accept(context, dispatcher, message.value);
      case 'eventAck':
        return sender.acknowledge(message.value.commandId, Number(message.value.sequence));
      case 'cancel':
        return dispatcher.cancel(message.value.commandId);
      default:
        if (questions.answer(message)) return;
        context.log.warn('central sent a message that this agent does not know; it is ignored');
    }
  }

  await session.send(greeting);
  try {
    return { ...(await session.ended), welcomed };
  } finally {
    clearTimeout(impatience);
    signal.removeEventListener('abort', stop);
  }
}

/** What goes on beside the messages for as long as the session lasts. */
function beginLoops(
  parts: Pick<Participants, 'context' | 'sender'> & {
    client: CentralClient;
    identity: NodeIdentity;
  },
  session: Session,
  { heartbeatIntervalSeconds, sampleIntervalSeconds }: Welcome,
): void {
  const { context, client, identity, sender } = parts;
  void sendHeartbeats(context, session, heartbeatIntervalSeconds || 10);
  if (sampleIntervalSeconds > 0) void sendSamples(context, session, sampleIntervalSeconds);
  void sender.run(session).catch((error: unknown) => {
    context.log.error({ err: error }, 'sending events failed');
    session.close({ code: 'lost', reason: 'events could not be sent' });
  });
  void renewWhenDue(context, client, identity, session.signal).then((renewed) => {
    if (renewed) session.close({ code: 'renewed', reason: 'the certificate is a new one' });
  });
}

/** A command that cannot be stored ends the session: central sends it again over the next one. */
async function accept(
  { log }: AgentContext,
  dispatcher: Dispatcher,
  command: Parameters<Dispatcher['accept']>[0],
): Promise<void> {
  log.info({ command: command.id, kind: command.command.case }, 'command received');
  await dispatcher.accept(command);
}

async function hello(context: AgentContext, instanceId: string): Promise<ToCentral> {
  const { journal, ports, settings } = context;
  const [nixVersion, toolchains] = await Promise.all([
    orNothing(ports.builder.version()),
    orNothing(context.toolchains()),
  ]);
  return {
    case: 'hello',
    value: {
      protocolVersion,
      agentVersion,
      instanceId,
      hostname: hostname(),
      system: systemName(),
      nixVersion,
      serviceManager:
        ports.services.kind === 'systemd' ? ServiceManagerKind.SYSTEMD : ServiceManagerKind.PROCESS,
      caddyVersion: ports.router.version,
      knownCommandIds: journal.knownIds().slice(-announcedIds),
      toolchains,
      httpPort: settings.httpPort,
      httpsPort: settings.httpsPort,
      features: [...features],
    },
  };
}

/** A node whose Nix is broken, or slow, connects all the same, so that one can see it. */
function orNothing(text: Promise<string>): Promise<string> {
  return Promise.race([text, sleep(factsMs, '', { ref: false })]).catch(() => '');
}
