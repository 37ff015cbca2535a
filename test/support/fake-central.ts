import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  type AgentHandlers,
  type AgentServer,
  type AgentStream,
  startAgentServer,
} from '../../central/adapters/agent-server.ts';
import {
  type OwnAuthority,
  openCertificateAuthority,
} from '../../central/adapters/certificate-authority.ts';
import { encodeJoinToken } from '../../lib/join-token.ts';
import type {
  Command,
  ConnectRequest,
  ConnectResponseSchema,
  Event,
  LogLines,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';

type ToAgent = NonNullable<MessageInitShape<typeof ConnectResponseSchema>['message']>;

/** Everything an agent says over real mutual TLS, with a central that does only what a test says. */
export class FakeCentral {
  /** Messages of all streams, in order. */
  readonly received: ConnectRequest['message'][] = [];
  /** Events by command, without repetitions. */
  readonly events = new Map<string, Event[]>();
  readonly logLines: LogLines[] = [];
  streams: AgentStream[] = [];
  /** How many events were received, repetitions included. */
  deliveries = 0;
  acknowledges = true;
  readonly folder: string;
  refusal: Error | undefined;
  renewals = 0;
  #authority!: OwnAuthority;
  #server: AgentServer | undefined;
  #port = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async start({ clientLifetimeSeconds = 3_600 } = {}): Promise<FakeCentral> {
    const central = new FakeCentral(await mkdtemp(join(tmpdir(), 'vpspilot-fake-central-')));
    const clock = { now: () => new Date() };
    const options = { mayCreate: true, clientLifetimeSeconds, clock };
    const file = join(central.folder, 'authority.json');
    central.#authority = await openCertificateAuthority(file, options);
    await central.listen();
    return central;
  }

  async listen(): Promise<void> {
    this.#server = await startAgentServer({
      host: '127.0.0.1',
      port: this.#port,
      identity: await this.#authority.issueForServer(['127.0.0.1']),
      authority: this.#authority.certificate,
      handlers: this.#handlers(),
      onError: () => undefined,
    });
    this.#port = this.#server.port;
  }

  /** Central is gone, and every connection with it. */
  async disappear(): Promise<void> {
    await this.#server?.close(0);
    this.#server = undefined;
    this.streams = [];
  }

  async stop(): Promise<void> {
    await this.disappear();
    await rm(this.folder, { recursive: true, force: true });
  }

  joinToken(changes: { caFingerprint?: string } = {}): string {
    return encodeJoinToken({
      central: `127.0.0.1:${this.#port}`,
      caFingerprint: this.#authority.fingerprint,
      token: 'one-time',
      ...changes,
    });
  }

  send(message?: ToAgent): void {
    // Without content: what an agent sees of a message that is newer than itself.
    this.streams.at(-1)?.send(message === undefined ? {} : { message });
  }

  command(command: Command): void {
    this.send({ case: 'command', value: command });
  }

  of(commandId: string): Event[] {
    return this.events.get(commandId) ?? [];
  }

  count(kind: ConnectRequest['message']['case']): number {
    return this.received.filter((message) => message.case === kind).length;
  }

  acknowledge(commandId: string): void {
    const sequence = this.of(commandId).at(-1)?.sequence ?? 0n;
    this.send({ case: 'eventAck', value: { commandId, sequence } });
  }

  #handlers(): AgentHandlers {
    const issue = async (request: string) => {
      const { pem } = await this.#authority.issueForNode('node-1', request);
      return { certificate: pem, caCertificate: this.#authority.certificate };
    };
    return {
      enroll: async ({ certificateSigningRequest }) => ({
        nodeId: 'node-1',
        nodeName: 'oslo',
        ...(await issue(certificateSigningRequest)),
      }),
      renewCertificate: async ({ certificateSigningRequest }) => {
        this.renewals += 1;
        return issue(certificateSigningRequest);
      },
      recordDigests: async () => ({ changed: [] }),
      leave: async () => ({}),
      connect: (stream, fingerprint) => this.#connect(stream, fingerprint),
    };
  }

  async #connect(stream: AgentStream, fingerprint: string | undefined): Promise<void> {
    if (this.refusal !== undefined) throw this.refusal;
    if (fingerprint === undefined) throw new Error('no client certificate');
    this.streams.push(stream);
    for await (const { message } of stream.messages) {
      this.received.push(message);
      if (message.case === 'hello') this.#welcome(stream);
      if (message.case === 'events') this.#record(stream, message.value.events);
      if (message.case === 'logLines') this.logLines.push(message.value);
    }
  }

  #welcome(stream: AgentStream): void {
    const value = { nodeId: 'node-1', heartbeatIntervalSeconds: 1, centralVersion: '0' };
    stream.send({ message: { case: 'welcome', value } });
  }

  #record(stream: AgentStream, events: Event[]): void {
    for (const event of events) {
      this.deliveries += 1;
      const known = this.of(event.commandId);
      // What comes after a gap waits until it is sent again, as with the real one.
      const isNext = event.sequence === BigInt(known.length + 1);
      if (isNext) this.events.set(event.commandId, [...known, event]);
    }
    if (!this.acknowledges) return;
    for (const commandId of new Set(events.map((event) => event.commandId))) {
      const sequence = this.of(commandId).at(-1)?.sequence ?? 0n;
      stream.send({ message: { case: 'eventAck', value: { commandId, sequence } } });
    }
  }
}
