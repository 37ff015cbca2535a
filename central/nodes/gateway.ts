import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  CleanReport,
  ConnectResponseSchema,
  DiskReport,
  Heartbeat,
  LogLines,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';

export type ToAgent = NonNullable<MessageInitShape<typeof ConnectResponseSchema>['message']>;

/** Why central ends a stream. */
export type SessionEnd = 'replaced' | 'unauthenticated' | 'expired' | 'silent';

/** The open stream of one node. */
export interface NodeSession {
  readonly nodeId: string;
  /** Of the agent's process. */
  readonly instanceId: string;
  readonly fingerprint: string;
  readonly certificateNotAfter: Date;
  readonly connectedAt: Date;
  /** Where the agent connects from. */
  readonly address: string;
  /** What the agent can do beyond the first version of the protocol. */
  readonly features: ReadonlySet<string>;
  /** When anything was last heard, and when the database was last told. */
  lastSeenAt: Date;
  savedAt: Date;
  heartbeat: Heartbeat | undefined;
  /** Readers of application logs, by request id. */
  readonly logReaders: Map<string, LogReader>;
  /** Who waits for an answer, by request id. */
  readonly questions: Map<string, (answer: NodeAnswer | 'lost') => void>;
  send(message: ToAgent): void;
  /** Ends the stream; the agent logs the reason. */
  close(end: SessionEnd, reason: string): void;
}

export type NodeAnswer = DiskReport | CleanReport;

export interface LogReader {
  onLines(lines: LogLines): void;
  /** The stream ended before the log did. */
  onLost(): void;
}

/** Which nodes are connected now. In memory only: what must survive is in the database. */
export interface Gateway {
  session(nodeId: string): NodeSession | undefined;
  sessions(): NodeSession[];
  /** Returns the session it replaces. */
  open(session: NodeSession): NodeSession | undefined;
  /** Whether this was still the node's session; false when a newer one has its place. */
  closed(session: NodeSession): boolean;
  /** How often one instance took over from another within the last minutes. */
  takeovers(nodeId: string): number;
}

/** Takeovers older than this do not count as flapping. */
const takeoverWindowMs = 5 * 60_000;

export function createGateway(): Gateway {
  const sessions = new Map<string, NodeSession>();
  const takeovers = new Map<string, number[]>();
  const recent = (nodeId: string) =>
    (takeovers.get(nodeId) ?? []).filter((at) => at > Date.now() - takeoverWindowMs);
  return {
    session: (nodeId) => sessions.get(nodeId),
    sessions: () => [...sessions.values()],
    open(session) {
      const { nodeId } = session;
      const previous = sessions.get(nodeId);
      sessions.set(nodeId, session);
      if (previous !== undefined && previous.instanceId !== session.instanceId) {
        takeovers.set(nodeId, [...recent(nodeId), Date.now()]);
      }
      return previous;
    },
    closed: (session) =>
      sessions.get(session.nodeId) === session && sessions.delete(session.nodeId),
    takeovers: (nodeId) => recent(nodeId).length,
  };
}
