import { once } from 'node:events';
import { createServer } from 'node:net';
import { UserError } from '../../lib/user-error.ts';

const triedMax = 500;

/**
 * The first port from `preferred` upwards that nobody listens on and that is not in `taken`. Not one
 * of the kernel's choice: those come and go as the other ends of connections, and a second start
 * wants to find the same port again.
 */
export async function freePort(preferred: number, taken: readonly number[] = []): Promise<number> {
  for (let port = preferred; port < preferred + triedMax; port += 1) {
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  throw new UserError('no_free_port', `No port from ${preferred} upwards is free`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
