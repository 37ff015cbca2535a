import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestCaddy {
  admin: string;
  httpPort: number;
  httpsPort: number;
  /** Ends it and starts it again with an empty configuration, as after a crash. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A real Caddy with its own ports and folders. VPSPILOT_TEST_CADDY names another binary. */
export async function startCaddy(
  options: { adminSocket?: boolean; ownCertificates?: boolean } = {},
): Promise<TestCaddy> {
  const folder = await mkdtemp(join(tmpdir(), 'vpspilot-caddy-'));
  const [adminPort, httpPort, httpsPort] = [await freePort(), await freePort(), await freePort()];
  const admin = options.adminSocket ? `unix/${folder}/admin.sock` : `127.0.0.1:${adminPort}`;
  const config = join(folder, 'config.json');
  await writeFile(
    config,
    JSON.stringify({
      admin: { listen: admin },
      ...(options.ownCertificates === true ? { apps: ownCertificates } : {}),
    }),
  );
  let child = launch(config, folder);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
  };
  return {
    admin,
    httpPort,
    httpsPort,
    async restart() {
      await stop();
      child = launch(config, folder);
    },
    async stop() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Certificates for any name from Caddy's own authority: a test must ask nobody outside. */
const ownCertificates = {
  tls: { automation: { policies: [{ issuers: [{ module: 'internal' }] }] } },
  pki: { certificate_authorities: { local: { install_trust: false } } },
};

function launch(config: string, folder: string): ChildProcess {
  const program = process.env['VPSPILOT_TEST_CADDY'] ?? 'caddy';
  return spawn(program, ['run', '--config', config], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
    },
    stdio: process.env['VPSPILOT_TEST_CADDY_LOG'] === undefined ? 'ignore' : 'inherit',
  });
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
