import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { PlatformFolders } from './folders.ts';
import type { ManagedProcess, ProcessStarter } from './managed-process.ts';
import { until } from './until.ts';

/** Paths of sockets are short: 108 bytes with their end. */
const socketPathMax = 100;

export interface Caddy {
  process: ManagedProcess;
  /** As the agent's setting caddyAdmin wants it. */
  admin: string;
}

/** Starts a Caddy of its own, with nothing to serve yet: the agent tells it what. */
export async function startCaddy(
  start: ProcessStarter,
  folders: PlatformFolders,
  spareAdminPort: number,
): Promise<Caddy> {
  await mkdir(folders.caddy, { recursive: true, mode: 0o700 });
  const socket = join(folders.caddy, 'admin.sock');
  const isShort = socket.length <= socketPathMax;
  const admin = isShort ? `unix/${socket}` : `127.0.0.1:${spareAdminPort}`;
  const config = join(folders.caddy, 'start.json');
  await writeFile(config, JSON.stringify({ admin: { listen: admin } }));
  const caddy = start({
    name: 'caddy',
    command: ['caddy', 'run', '--config', config],
    // Everything that it would write into the user's own folders stays in ours.
    env: { XDG_DATA_HOME: folders.caddy, XDG_CONFIG_HOME: folders.caddy, HOME: folders.caddy },
    logFile: join(folders.logs, 'caddy.log'),
  });
  const target = isShort ? { socketPath: socket } : { host: '127.0.0.1', port: spareAdminPort };
  await until(caddy, 'ready', () => answers(target));
  return { process: caddy, admin };
}

function answers(target: object): Promise<true> {
  return new Promise((resolve, reject) => {
    const asking = request({ ...target, path: '/config/', headers: { host: '127.0.0.1' } });
    asking.on('response', (response) => {
      response.resume();
      resolve(true);
    });
    asking.on('error', reject);
    asking.end();
  });
}
