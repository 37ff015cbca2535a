import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { Client, type ClientDuplexStream, credentials, type ServiceError } from '@grpc/grpc-js';
import { callUnary } from '../../lib/grpc-client.ts';
import { centralServerName } from '../../lib/join-token.ts';
import {
  createCertificateRequest,
  createSealingKey,
  publicPart,
} from '../../node-agent/adapters/certificate-request.ts';
import {
  AgentService,
  type Command,
  ConnectRequestSchema,
  type ConnectResponse,
  ConnectResponseSchema,
  type EventSchema,
  EventSchema as eventSchema,
  type HelloSchema,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { TestCentral } from './test-central.ts';

export type EventContent = NonNullable<MessageInitShape<typeof EventSchema>['event']>;
type WireEvent = ReturnType<typeof create<typeof EventSchema>>;
type ToCentral = NonNullable<MessageInitShape<typeof ConnectRequestSchema>['message']>;
type FromCentral = NonNullable<ConnectResponse['message']>;

export interface FakeIdentity {
  nodeId: string;
  nodeName: string;
  certificate: string;
  caCertificate: string;
  privateKey: string;
  sealingKey: Awaited<ReturnType<typeof createSealingKey>>;
}

interface Entry {
  command: Command;
  events: WireEvent[];
  acknowledged: number;
}

const timeoutMs = 5_000;

/** Trades a join token for an identity, as `vpspilot agent join` does. */
export async function joinCentral(central: TestCentral, token?: string): Promise<FakeIdentity> {
  const { privateKey, request } = await createCertificateRequest('ignored');
  const sealingKey = await createSealingKey();
  const authority = Buffer.from(central.context.authority.certificate);
  const client = makeClient(central, credentials.createSsl(authority));
  try {
    const answer = await callUnary(
      client,
      AgentService.method.enroll,
      {
        joinToken: token ?? (await central.joinToken()),
        certificateSigningRequest: request,
        sealingKey: JSON.stringify(publicPart(sealingKey)),
      },
      { timeoutMs },
    );
    const { nodeId, nodeName, certificate, caCertificate } = answer;
    return { nodeId, nodeName, certificate, caCertificate, privateKey, sealingKey };
  } finally {
    client.close();
  }
}

function makeClient(central: TestCentral, channel: ReturnType<typeof credentials.createSsl>) {
  return new Client(`127.0.0.1:${central.port}`, channel, {
    'grpc.ssl_target_name_override': centralServerName,
    'grpc.enable_retries': 0,
    'grpc.enable_channelz': 0,
    'grpc.use_local_subchannel_pool': 1,
  });
}

/** An agent as central sees it: journal, streams and the rules for events; what it does is up to the test. */
export class FakeAgent {
  readonly central: TestCentral;
  identity: FakeIdentity;
  readonly journal = new Map<string, Entry>();
  /** Everything central has said on all streams. */
  readonly heard: FromCentral[] = [];
  readonly instanceId = crypto.randomUUID();
  /** Commands are lost on their way. */
  deaf = false;
  /** Called once per new command. Default: only accepts it. */
  onCommand: (command: Command) => void = () => {};
  onCancel: (commandId: string) => void = () => {};
  #connection: { stream: ReturnType<typeof openAgentStream>; client: Client } | undefined;
  #listeners = new Set<() => void>();
  /** Why the last stream ended. */
  ended: ServiceError | undefined;

  constructor(central: TestCentral, identity: FakeIdentity) {
    this.central = central;
    this.identity = identity;
  }

  static async join(central: TestCentral, nodeName = 'oslo'): Promise<FakeAgent> {
    return new FakeAgent(central, await joinCentral(central, await central.joinToken(nodeName)));
  }

  /** Opens a stream, says hello and sends what is not acknowledged. Resolves at the welcome. */
  async connect(hello: MessageInitShape<typeof HelloSchema> = {}): Promise<void> {
    const { caCertificate, privateKey, certificate } = this.identity;
    const client = makeClient(
      this.central,
      credentials.createSsl(
        Buffer.from(caCertificate),
        Buffer.from(privateKey),
        Buffer.from(certificate),
      ),
    );
    const stream = openAgentStream(client);
    this.#connection = { stream, client };
    this.ended = undefined;
    const welcomed = this.#welcomes() + 1;
    stream.on('data', (message) => this.#hear(message));
    stream.on('error', (error: ServiceError) => {
      if (this.#connection?.stream === stream) this.ended ??= error;
      this.#notify();
    });
    const knownCommandIds = [...this.journal.keys()];
    this.say({
      case: 'hello',
      value: { protocolVersion: 1, instanceId: this.instanceId, knownCommandIds, ...hello },
    });
    await this.until(() => this.#welcomes() >= welcomed || this.ended !== undefined);
    if (this.#welcomes() < welcomed) throw this.ended ?? new Error('no welcome');
    this.resend();
  }

  #welcomes(): number {
    return this.heard.filter(({ case: kind }) => kind === 'welcome').length;
  }

  say(message: ToCentral): void {
    this.#connection?.stream.write({ message });
  }

  /** Sends bytes that need not be a message. */
  sayBytes(bytes: Uint8Array): void {
    this.#connection?.stream.write(bytes as never);
  }

  /** Cuts the connection without a word. */
  disconnect(): void {
    this.#connection?.stream.cancel();
    this.#connection?.client.close();
    this.#connection = undefined;
  }

  /** Writes an event into the journal and sends it, when there is a stream. */
  emit(commandId: string, event: EventContent): void {
    const entry = this.#entry(commandId);
    const sequence = BigInt(entry.events.length + 1);
    const atMs = BigInt(this.central.clock.now().getTime());
    entry.events.push(create(eventSchema, { commandId, sequence, atMs, event }));
    this.say({ case: 'events', value: { events: entry.events.slice(-1) } });
  }

  /** Sends everything that central has not acknowledged. */
  resend(): void {
    for (const { events, acknowledged } of this.journal.values()) {
      const rest = events.slice(acknowledged);
      if (rest.length > 0) this.say({ case: 'events', value: { events: rest } });
    }
  }

  #entry(commandId: string): Entry {
    const entry = this.journal.get(commandId);
    if (entry === undefined) throw new Error(`no command ${commandId}`);
    return entry;
  }

  #hear({ message }: ConnectResponse): void {
    if (message.case === undefined) return;
    this.heard.push(message as FromCentral);
    if (message.case === 'command' && !this.deaf && !this.journal.has(message.value.id)) {
      const command = message.value;
      this.journal.set(command.id, { command, events: [], acknowledged: 0 });
      this.emit(command.id, { case: 'accepted', value: { attempt: 1 } });
      this.onCommand(command);
    }
    if (message.case === 'cancel') this.onCancel(message.value.commandId);
    if (message.case === 'eventAck') {
      const { commandId, sequence } = message.value;
      const entry = this.#entry(commandId);
      const isLost = Number(sequence) < entry.acknowledged;
      entry.acknowledged = Number(sequence);
      if (isLost) this.resend();
    }
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Resolves when the condition holds; it is looked at after everything that is heard. */
  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error('waited in vain');
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          this.#listeners.delete(done);
          resolve();
        };
        const timer = setTimeout(done, 20);
        this.#listeners.add(done);
      });
    }
  }

  /** All events of all commands are stored by central. */
  untilAcknowledged(): Promise<void> {
    return this.until(() =>
      [...this.journal.values()].every(
        ({ events, acknowledged }) => acknowledged === events.length,
      ),
    );
  }

  commands(): Command[] {
    return [...this.journal.values()].map(({ command }) => command);
  }

  untilCommands(count: number): Promise<void> {
    return this.until(() => this.journal.size >= count);
  }
}

/** Like lib/grpc-client's `openStream`, but bytes go out as they are. */
function openAgentStream(
  client: Client,
): ClientDuplexStream<MessageInitShape<typeof ConnectRequestSchema>, ConnectResponse> {
  return client.makeBidiStreamRequest(
    '/vpspilot.agent.v1.AgentService/Connect',
    (value: MessageInitShape<typeof ConnectRequestSchema> | Uint8Array) =>
      Buffer.from(
        value instanceof Uint8Array
          ? value
          : toBinary(ConnectRequestSchema, create(ConnectRequestSchema, value)),
      ),
    (bytes: Uint8Array) => fromBinary(ConnectResponseSchema, bytes),
  );
}
