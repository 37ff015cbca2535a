import { Metadata, status as Status, type StatusObject } from '@grpc/grpc-js';
import { refusals } from '../../lib/join-token.ts';
import { UserError } from '../../lib/user-error.ts';

/** gRPC status of every error an agent can cause; what is not here is INVALID_ARGUMENT. */
const statusOf: Readonly<Record<string, Status>> = {
  node_unauthenticated: Status.UNAUTHENTICATED,
  certificate_expired: Status.UNAUTHENTICATED,
  [refusals.revoked]: Status.UNAUTHENTICATED,
  join_token_invalid: Status.PERMISSION_DENIED,
  join_token_expired: Status.PERMISSION_DENIED,
  join_token_used: Status.PERMISSION_DENIED,
  [refusals.protocol]: Status.FAILED_PRECONDITION,
  protocol_too_new: Status.FAILED_PRECONDITION,
  [refusals.replaced]: Status.ABORTED,
  connection_silent: Status.ABORTED,
  central_stopping: Status.UNAVAILABLE,
};

type ErrorStatus = Pick<StatusObject, 'code' | 'details' | 'metadata'> & Error;

/**
 * The status an agent gets: code, sentence and hint as its details, the code also as `vpspilot-code`. Errors
 * of our own are told to `onError` and not to the agent.
 */
export function toStatus(error: unknown, onError: (error: unknown) => void): ErrorStatus {
  const metadata = new Metadata();
  if (!(error instanceof UserError)) {
    onError(error);
    return withStatus(Status.INTERNAL, 'internal error of central; its log has it', metadata);
  }
  metadata.set('vpspilot-code', error.code);
  const said = `${error.code}: ${error.message}`;
  const details = error.hint === undefined ? said : `${said}. ${error.hint}`;
  return withStatus(statusOf[error.code] ?? Status.INVALID_ARGUMENT, details, metadata);
}

function withStatus(code: Status, details: string, metadata: Metadata): ErrorStatus {
  return Object.assign(new Error(details), { code, details, metadata });
}
