import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way through which two programs speak, and which can be cut like a cable, or broken. */
export interface UnsteadyLink {
  readonly port: number;
  /** Nothing passes any more, and nobody is told; new connections get no answer either. */
  freeze(): void;
  /** What stood still goes on. */
  thaw(): void;
  /** Ends every connection; new ones are possible. */
  drop(): void;
  close(): Promise<void>;
}

export async function unsteadyLink(target: number): Promise<UnsteadyLink> {
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('data', (bytes) => other.write(bytes));
      one.on('error', () => one.destroy());
      one.on('close', () => {
        sockets.delete(one);
        // A frozen way does not tell the other end that this one is gone.
        if (!isFrozen) other.destroy();
      });
      if (isFrozen) one.pause();
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    freeze() {
      isFrozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw() {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
    },
    drop() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
