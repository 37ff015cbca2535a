import { Client, credentials } from '@grpc/grpc-js';
import { callUnary, openStream } from '../../lib/grpc-client.ts';
import { centralServerName } from '../../lib/join-token.ts';
import {
  AgentService,
  type EnrollResponse,
  type RecordDigestsResponse,
  type RenewCertificateResponse,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { NodeIdentity } from './identity-file.ts';

const callTimeoutMs = 20_000;

const options = {
  'grpc.ssl_target_name_override': centralServerName,
  // A cut network is noticed within 15 s, while the kernel would take many minutes.
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 5_000,
  // When to try again is the connect loop's decision, not the channel's.
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.enable_retries': 0,
  'grpc.max_receive_message_length': 16 * 1024 * 1024,
  // Its bookkeeping grows with every call over a long life.
  'grpc.enable_channelz': 0,
};

export type CentralStream = ReturnType<CentralClient['connect']>;

export type CentralClient = ReturnType<typeof createCentralClient>;

/** One channel to central, as this node. */
export function createCentralClient(
  identity: Pick<NodeIdentity, 'central' | 'caCertificate' | 'privateKey' | 'certificate'>,
) {
  const client = new Client(
    identity.central,
    credentials.createSsl(
      Buffer.from(identity.caCertificate),
      Buffer.from(identity.privateKey),
      Buffer.from(identity.certificate),
    ),
    options,
  );
  return {
    connect: () => openStream(client, AgentService.method.connect),
    renew: (certificateSigningRequest: string): Promise<RenewCertificateResponse> =>
      callUnary(
        client,
        AgentService.method.renewCertificate,
        { certificateSigningRequest },
        { timeoutMs: callTimeoutMs },
      ),
    recordDigests: (request: {
      ecosystem: string;
      digests: { key: string; sha256: string }[];
    }): Promise<RecordDigestsResponse> =>
      callUnary(client, AgentService.method.recordDigests, request, { timeoutMs: callTimeoutMs }),
    leave: async (): Promise<void> => {
      await callUnary(client, AgentService.method.leave, {}, { timeoutMs: callTimeoutMs });
    },
    close: () => client.close(),
  };
}

/** Trades a join token for a certificate; the only call without one. */
export async function enroll(
  central: string,
  caCertificate: string,
  request: {
    joinToken: string;
    certificateSigningRequest: string;
    sealingKey: string;
    nodeName: string;
  },
): Promise<EnrollResponse> {
  const client = new Client(central, credentials.createSsl(Buffer.from(caCertificate)), options);
  try {
    return await callUnary(client, AgentService.method.enroll, request, {
      timeoutMs: callTimeoutMs,
    });
  } finally {
    client.close();
  }
}
