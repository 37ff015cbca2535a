import { UserError } from '../../lib/user-error.ts';

/**
 * An application that did not answer at its port.
 *
 * @param addresses where it listens instead, such as "127.0.0.1:3000"
 */
export function portNotOpened(
  message: string,
  port: number,
  addresses: readonly string[],
): UserError {
  const [first] = addresses;
  if (first === undefined) {
    return new UserError('port_not_opened', `${message}. It listens on no port at all`, {
      hint: `Let it listen on the port given in the environment variable PORT (${port} now), on 127.0.0.1 or 0.0.0.0. If it is only slow to start, raise healthcheck.start_period`,
    });
  }
  const isRightPort = addresses.some((address) => address.endsWith(`:${port}`));
  return new UserError('port_not_opened', `${message}. It listens on ${addresses.join(', ')}`, {
    hint: isRightPort
      ? 'That is the right port at the wrong address: let it listen on 127.0.0.1 or 0.0.0.0'
      : `Let it listen on the port given in the environment variable PORT (${port} now), on 127.0.0.1 or 0.0.0.0; if it insists on its own, set start.port to ${first.split(':').at(-1)}`,
  });
}
