import { refusals } from '../../lib/join-token.ts';
import { UserError } from '../../lib/user-error.ts';

/** Versions of the agent protocol that this central speaks. */
export const protocolVersions = { min: 1, max: 1 } as const;

/** @throws UserError `protocol_too_old`, `protocol_too_new` */
export function checkProtocol(version: number): void {
  const { min, max } = protocolVersions;
  const spoken = min === max ? `${max}` : `${min} to ${max}`;
  if (version < min) {
    const message = `The agent speaks protocol ${version}, central speaks ${spoken}`;
    throw new UserError(refusals.protocol, message, { hint: 'Upgrade the agent' });
  }
  if (version > max) {
    const message = `The agent speaks protocol ${version}, central only ${spoken}`;
    throw new UserError('protocol_too_new', message, { hint: 'Upgrade central' });
  }
}
