import { createServer } from 'node:net';
import { UserError } from '../../lib/user-error.ts';
import type { PortAllocator } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { isHeldBy, listeningAddresses, strangerOn } from './port-listener.ts';

/** A port that was given away is not given again before its release can have opened it. */
const reservedMs = 5 * 60_000;

/** Gives ports in turn, so that a port is not used again soon after its release has ended. */
export function createPortAllocator(settings: Pick<AgentSettings, 'portRange'>): PortAllocator {
  const [first, last] = settings.portRange;
  const size = last - first + 1;
  const reserved = new Map<number, number>();
  let next = first;

  function candidates(inUse: ReadonlySet<number>): number[] {
    const now = Date.now();
    for (const [port, untilMs] of reserved) if (untilMs < now) reserved.delete(port);
    return Array.from(
      { length: size },
      (_, index) => first + ((next - first + index) % size),
    ).filter((port) => !inUse.has(port) && !reserved.has(port));
  }

  return {
    strangerOn,
    isHeldBy,
    listeningAddresses,
    async allocate(inUse) {
      for (const port of candidates(inUse)) {
        if (reserved.has(port)) continue;
        // Reserved before the test: two callers at once must not get the same one.
        reserved.set(port, Date.now() + reservedMs);
        next = port === last ? first : port + 1;
        if (await isFree(port)) return port;
        reserved.delete(port);
      }
      throw new UserError('no_free_port', `All ports from ${first} to ${last} are in use`, {
        hint: 'Choose a wider portRange in the settings of the agent',
      });
    },
  };
}

/** Free on every address an application may choose to listen on. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    if (!(await canListen(port, host))) return false;
  }
  return true;
}

function canListen(port: number, host: string): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    // A machine without IPv6 has nobody who listens there.
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(error.code ?? ''));
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
