import { createHash } from 'node:crypto';
import type { SecureServerOptions } from 'node:http2';
import type { SecureContextOptions } from 'node:tls';
import {
  create,
  type DescMessage,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import {
  type handleBidiStreamingCall,
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { serviceDefinition } from '../../lib/grpc.ts';
import { UserError } from '../../lib/user-error.ts';
import {
  AgentService,
  type ConnectRequest,
  ConnectRequestSchema,
  type ConnectResponseSchema,
  type EnrollRequest,
  type EnrollResponseSchema,
  type LeaveResponseSchema,
  type RecordDigestsRequest,
  type RecordDigestsResponseSchema,
  type RenewCertificateRequest,
  type RenewCertificateResponseSchema,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { ServerIdentity } from './certificate-authority.ts';
import { toStatus } from './grpc-status.ts';

type Answer<S extends DescMessage> = Promise<MessageInitShape<S>>;

/** One side of the stream of a node, without gRPC's words. */
export interface AgentStream {
  /** Ends when the agent ends it or the connection breaks. */
  messages: AsyncIterable<ConnectRequest>;
  /** Network address of the other end. */
  peer: string;
  send(message: MessageInitShape<typeof ConnectResponseSchema>): void;
  /** Ends it with this error's status; later calls change nothing. */
  end(error?: Error): void;
}

/** What central does for each method. Fingerprint: of the client certificate, if there is one. */
export interface AgentHandlers {
  enroll(request: EnrollRequest): Answer<typeof EnrollResponseSchema>;
  renewCertificate(
    request: RenewCertificateRequest,
    fingerprint: string | undefined,
  ): Answer<typeof RenewCertificateResponseSchema>;
  recordDigests(
    request: RecordDigestsRequest,
    fingerprint: string | undefined,
  ): Answer<typeof RecordDigestsResponseSchema>;
  leave(fingerprint: string | undefined): Answer<typeof LeaveResponseSchema>;
  connect(stream: AgentStream, fingerprint: string | undefined): Promise<void>;
}

export interface AgentServerOptions {
  host: string;
  port: number;
  identity: ServerIdentity;
  /** PEM of the authority whose certificates agents are asked for. */
  authority: string;
  handlers: AgentHandlers;
  /** Errors that are nobody's input but ours. */
  onError(error: unknown): void;
}

export interface AgentServer {
  port: number;
  /** New connections use this certificate; open ones stay. */
  renew(identity: ServerIdentity): void;
  /** Refuses new calls, and ends what is open after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

const serverOptions = {
  'grpc.keepalive_time_ms': 20_000,
  'grpc.keepalive_timeout_ms': 10_000,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.max_receive_message_length': 16 * 1024 * 1024,
  // Its bookkeeping grows with every call over a long life.
  'grpc.enable_channelz': 0,
} as const;

/** Streams with what serves them. */
type OpenStreams = Map<AgentStream, Promise<void>>;

/** Serves the agents' port: TLS, with a client certificate where there is one. */
export async function startAgentServer(options: AgentServerOptions): Promise<AgentServer> {
  const server = new Server(serverOptions);
  const credentials = new OptionalClientCertificate(contextOf(options.identity, options.authority));
  const open: OpenStreams = new Map();
  server.addService(tolerant(serviceDefinition(AgentService)), implementation(options, open));
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  const port = await bind(server, `${host}:${options.port}`, credentials);
  return {
    port,
    renew: (identity) => credentials.update(contextOf(identity, options.authority)),
    close: (graceMs) => close(server, open, graceMs),
  };
}

/**
 * Asks for a client certificate and accepts none: a joining agent has none yet. Whether a
 * certificate is good is decided per call, by its fingerprint, so that a revoked one is refused at
 * once. The library's own choices are all or nothing.
 */
class OptionalClientCertificate extends ServerCredentials {
  constructor(context: SecureContextOptions) {
    const tls: SecureServerOptions = { requestCert: true, rejectUnauthorized: false };
    super(tls, context);
  }
  update(context: SecureContextOptions): void {
    this.updateSecureContextOptions(context);
  }
  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

function contextOf({ privateKey, chain }: ServerIdentity, ca: string): SecureContextOptions {
  return { key: privateKey, cert: chain, ca, minVersion: 'TLSv1.3' };
}

/** A message that is not protobuf becomes one without content, instead of the stream's end. */
function tolerant(definition: ReturnType<typeof serviceDefinition>) {
  const { connect } = definition;
  if (connect === undefined) throw new Error('the contract has no Connect');
  const requestDeserialize = (bytes: Uint8Array): MessageShape<typeof ConnectRequestSchema> => {
    try {
      return fromBinary(ConnectRequestSchema, bytes);
    } catch {
      return create(ConnectRequestSchema);
    }
  };
  return { ...definition, connect: { ...connect, requestDeserialize } };
}

function implementation(
  { handlers, onError }: AgentServerOptions,
  open: OpenStreams,
): UntypedServiceImplementation {
  const unary =
    <Request>(
      serve: (request: Request, fingerprint: string | undefined) => Promise<unknown>,
    ): handleUnaryCall<Request, unknown> =>
    (call, callback) => {
      serve(call.request, fingerprintOf(call)).then(
        (answer) => callback(null, answer),
        (error: unknown) => callback(toStatus(error, onError)),
      );
    };
  const connect: handleBidiStreamingCall<ConnectRequest, unknown> = (call) => {
    const stream = agentStream(call, onError);
    const served = handlers
      .connect(stream, fingerprintOf(call))
      .then(
        () => stream.end(),
        (error: unknown) => stream.end(error instanceof Error ? error : new Error(String(error))),
      )
      .finally(() => open.delete(stream));
    open.set(stream, served);
  };
  return {
    enroll: unary((request: EnrollRequest) => handlers.enroll(request)),
    renewCertificate: unary(handlers.renewCertificate),
    recordDigests: unary(handlers.recordDigests),
    leave: unary((_, fingerprint) => handlers.leave(fingerprint)),
    connect,
  };
}

function fingerprintOf(call: Pick<ServerDuplexStream<unknown, unknown>, 'getAuthContext'>) {
  const certificate = call.getAuthContext().sslPeerCertificate;
  if (certificate === undefined) return undefined;
  return createHash('sha256').update(certificate.raw).digest('hex');
}

function agentStream(
  call: ServerDuplexStream<ConnectRequest, unknown>,
  onError: (error: unknown) => void,
): AgentStream {
  let ended = false;
  call.on('error', () => {
    ended = true;
  });
  call.on('cancelled', () => {
    ended = true;
    call.destroy();
  });
  return {
    messages: untilBroken(call),
    peer: hostOf(call.getPeer()),
    send(message) {
      if (!ended) call.write(message);
    },
    end(error) {
      if (ended) return;
      ended = true;
      if (error === undefined) call.end();
      else call.emit('error', toStatus(error, onError));
    },
  };
}

/** "203.0.113.7" of "203.0.113.7:40312", "::1" of "[::1]:40312". */
function hostOf(peer: string): string {
  return peer.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
}

/** A connection that breaks ends the messages; it is nobody's error. */
async function* untilBroken(call: AsyncIterable<unknown>): AsyncGenerator<ConnectRequest> {
  try {
    for await (const message of call) yield message as ConnectRequest;
  } catch {
    // The reason is in the agent's log; here the node is simply gone.
  }
}

function bind(server: Server, address: string, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

/** Ends every stream, stores what they have brought, and closes the connections. */
async function close(server: Server, open: OpenStreams, graceMs: number): Promise<void> {
  const stopping = new UserError('central_stopping', 'Central is stopping');
  for (const stream of open.keys()) stream.end(stopping);
  await Promise.all(open.values());
  await new Promise<void>((resolve) => {
    // A peer that is gone never answers: the connection ends with the process then.
    const timer = setTimeout(resolve, graceMs);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
