import {
  type Heartbeat,
  type Hello,
  ServiceManagerKind,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';
import type { NodeIdentity } from './authenticate-node.ts';
import type { NodeSession } from './gateway.ts';
import { heartbeatJson } from './last-heartbeat.ts';
import { sharedIdentity } from './list-nodes.ts';

const serviceManagers: Readonly<Record<number, string>> = {
  [ServiceManagerKind.SYSTEMD]: 'systemd',
  [ServiceManagerKind.PROCESS]: 'process',
};

/** Heartbeats are in the database this often; more often they are in memory only. */
const saveEveryMs = 30_000;

/**
 * Makes this the node's stream and ends the one it had before: a node that lost its connection
 * comes back before central has noticed.
 */
export async function openSession(
  context: Context,
  identity: NodeIdentity,
  hello: Hello,
  stream: Pick<NodeSession, 'send' | 'close' | 'address'>,
): Promise<NodeSession> {
  const { gateway, clock, log } = context;
  const { nodeId, nodeName } = identity;
  const now = clock.now();
  const session: NodeSession = {
    ...stream,
    nodeId,
    instanceId: hello.instanceId,
    fingerprint: identity.fingerprint,
    certificateNotAfter: identity.notAfter,
    connectedAt: now,
    features: new Set(hello.features),
    lastSeenAt: now,
    savedAt: now,
    heartbeat: undefined,
    logReaders: new Map(),
    questions: new Map(),
  };
  const previous = gateway.open(session);
  previous?.close('replaced', `Agent ${hello.instanceId} on ${hello.hostname} took over`);
  log.info({ nodeId, nodeName, instanceId: hello.instanceId }, 'node connected');
  if (previous !== undefined) await noteTakeover(context, identity, previous, session);
  await saveHello(context, session, hello);
  context.bus.publish([`node:${nodeId}`]);
  return session;
}

/** Forgets a stream that has ended. */
export async function closeSession(context: Context, session: NodeSession): Promise<void> {
  for (const reader of session.logReaders.values()) reader.onLost();
  for (const answer of session.questions.values()) answer('lost');
  if (!context.gateway.closed(session)) return;
  context.log.info({ nodeId: session.nodeId, instanceId: session.instanceId }, 'node gone');
  await saveLastSeen(context, session);
  context.bus.publish([`node:${session.nodeId}`]);
}

/** Notes that the node lives; any message of it counts. */
export async function noteHeartbeat(
  context: Context,
  session: NodeSession,
  heartbeat: Heartbeat | undefined,
): Promise<void> {
  session.lastSeenAt = context.clock.now();
  if (heartbeat === undefined) return;
  const first = session.heartbeat === undefined;
  session.heartbeat = heartbeat;
  const due = session.lastSeenAt.getTime() - session.savedAt.getTime() >= saveEveryMs;
  if (first || due) await saveLastSeen(context, session);
  if (first) await keepNumbersAhead(context, session.nodeId, heartbeat);
  context.bus.publish([`node:${session.nodeId}`]);
}

/** A restored database may have forgotten deployments: their numbers are not given a second time. */
async function keepNumbersAhead(
  { db }: Context,
  nodeId: string,
  { releases }: Heartbeat,
): Promise<void> {
  for (const { projectId: id, release } of releases) {
    await db.project.updateMany({
      where: { id, nodeId, lastNumber: { lt: release } },
      data: { lastNumber: release },
    });
  }
}

async function saveLastSeen({ db }: Context, session: NodeSession): Promise<void> {
  const { nodeId, lastSeenAt, heartbeat } = session;
  session.savedAt = lastSeenAt;
  const known = heartbeat === undefined ? {} : { lastHeartbeat: heartbeatJson(heartbeat) };
  await db.node.updateMany({ where: { id: nodeId }, data: { lastSeenAt, ...known } });
}

async function saveHello(
  { db }: Context,
  { nodeId: id, address, connectedAt }: NodeSession,
  hello: Hello,
): Promise<void> {
  const { hostname, system, agentVersion, nixVersion, caddyVersion, toolchains } = hello;
  const { instanceId, serviceManager } = hello;
  await db.node.update({
    where: { id },
    data: {
      ...{ hostname, system, agentVersion, nixVersion, caddyVersion, toolchains, instanceId },
      serviceManager: serviceManagers[serviceManager] ?? '',
      ...routerPorts(hello),
      address,
      lastSeenAt: connectedAt,
    },
  });
}

/** An agent that says no port is an older one: what is known stays. */
function routerPorts({ httpPort, httpsPort }: Hello) {
  return httpPort === 0 ? {} : { httpPort, httpsPort };
}

/** One process after another is a restart; two that take turns share one identity. */
async function noteTakeover(
  { db, gateway, log }: Context,
  { nodeId, nodeName }: NodeIdentity,
  previous: NodeSession,
  session: NodeSession,
): Promise<void> {
  const instances = { old: previous.instanceId, new: session.instanceId };
  log.warn({ nodeId, nodeName, ...instances }, 'a newer connection replaced this node');
  const takeovers = gateway.takeovers(nodeId);
  // Told once per flapping, when it is recognised, not with every turn.
  if (sharedIdentity(takeovers) === undefined || sharedIdentity(takeovers - 1) !== undefined)
    return;
  const detail = `instances ${instances.old} and ${instances.new}`;
  const entry = { actor: `node:${nodeName}`, action: 'node.identity_shared', target: nodeName };
  await db.auditEntry.create({ data: auditEntry({ ...entry, detail }) });
}
