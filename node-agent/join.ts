import { status as Status } from '@grpc/grpc-js';
import { decodeJoinToken } from '../lib/join-token.ts';
import { UserError } from '../lib/user-error.ts';
import { fetchAuthority } from './adapters/central-authority.ts';
import { enroll } from './adapters/central-client.ts';
import {
  createCertificateRequest,
  createSealingKey,
  publicPart,
} from './adapters/certificate-request.ts';
import { type NodeIdentity, readIdentity, writeIdentity } from './adapters/identity-file.ts';
import { hostname } from './adapters/machine.ts';
import type { AgentSettings } from './settings.ts';

export interface JoinOptions {
  /** Text of a join token. */
  token: string;
  /** "host:port"; default: the address in the token. */
  central?: string;
}

/**
 * Makes this machine a node of the central that has made the token. Keys are made here, and only
 * their public halves leave.
 *
 * @throws UserError `join_token_invalid`, `central_unreachable`, `central_not_trusted`, `join_refused`
 */
export async function join(
  { stateDirectory }: Pick<AgentSettings, 'stateDirectory'>,
  options: JoinOptions,
): Promise<NodeIdentity> {
  const { token, caFingerprint, central: address } = decodeJoinToken(options.token);
  const central = options.central ?? address;
  const caCertificate = await fetchAuthority(central, caFingerprint);
  const { privateKey, request } = createCertificateRequest(hostname());
  const sealingKey = await sealingKeyOf(stateDirectory);
  const answer = await enroll(central, caCertificate, {
    joinToken: token,
    certificateSigningRequest: request,
    sealingKey: JSON.stringify(publicPart(sealingKey)),
    nodeName: hostname(),
  }).catch((error: unknown) => {
    throw refused(error, central);
  });
  const identity: NodeIdentity = {
    nodeId: answer.nodeId,
    nodeName: answer.nodeName,
    central,
    caCertificate: answer.caCertificate === '' ? caCertificate : answer.caCertificate,
    certificate: answer.certificate,
    privateKey,
    sealingKey,
  };
  await writeIdentity(stateDirectory, identity);
  return identity;
}

/** Kept when a node joins again: recorded environments of its releases are sealed to it. */
async function sealingKeyOf(stateDirectory: string) {
  const present = await readIdentity(stateDirectory).catch(() => undefined);
  return present?.sealingKey ?? createSealingKey();
}

function refused(error: unknown, central: string): UserError {
  const { code, details, message } = error as { code?: number; details?: string; message: string };
  if (code === Status.UNAVAILABLE || code === Status.DEADLINE_EXCEEDED) {
    return new UserError(
      'central_unreachable',
      `Central at ${central} does not answer: ${details ?? message}`,
      {
        cause: error,
        hint: 'Check that central runs, and try again: the join token is still good',
      },
    );
  }
  return new UserError('join_refused', `Central refused this node: ${details ?? message}`, {
    cause: error,
    hint: 'Make a new join token with `vpspilot nodes token NAME`',
  });
}
