import { createSocket, type Socket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RequestCounter, readAccessLine } from '../domain/request-counts.ts';
import type { RequestLog } from '../ports.ts';
import { writeAtomically } from './atomic-file.ts';

/** Datagrams wait here while the agent is busy. */
const bufferBytes = 1024 * 1024;

/**
 * Hears of every answered request from Caddy. The port stays the same as long as it can: another
 * one would be a change of Caddy's configuration.
 */
export function createRequestLog(stateDirectory: string): RequestLog {
  const counter = new RequestCounter();
  const file = join(stateDirectory, 'request-log-port');
  let port: Promise<number | undefined> | undefined;
  return {
    port() {
      port ??= listen(file, counter).catch(() => undefined);
      return port;
    },
    setProjects: (projects) => counter.setProjects(projects),
    take: () => counter.take(),
  };
}

async function listen(file: string, counter: RequestCounter): Promise<number> {
  const known = Number(await readFile(file, 'utf8').catch(() => '0'));
  const socket = await bind(known).catch(() => bind(0));
  socket.on('message', (datagram) => {
    const request = readAccessLine(datagram.toString('utf8'));
    if (request !== undefined) counter.add(request);
  });
  // Never what keeps the agent running.
  socket.unref();
  const { port } = socket.address();
  if (port !== known) await writeAtomically(file, String(port), 0o600);
  return port;
}

function bind(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: 'udp4', recvBufferSize: bufferBytes });
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => {
      socket.removeAllListeners('error');
      // A lost datagram is a request that is not counted.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}
