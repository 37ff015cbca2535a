import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../run-script.ts';
import type { PlatformFolders } from './folders.ts';
import type { ManagedProcess, ProcessStarter } from './managed-process.ts';
import type { PlatformState } from './state.ts';
import { until } from './until.ts';

export interface Central {
  process: ManagedProcess;
  url: string;
  adminToken: string;
  /** Where the first owner makes the account; undefined when somebody has. */
  setupLink(): Promise<string | undefined>;
}

/** Starts central and waits until it answers. */
export async function startCentral(
  start: ProcessStarter,
  folders: PlatformFolders,
  { ports, address = '127.0.0.1' }: PlatformState,
  settings: Readonly<Record<string, string>>,
): Promise<Central> {
  const url = `http://${address}:${ports.api}`;
  const central = start({
    name: 'central',
    command: [process.execPath, join(repositoryRoot, 'central/main.ts')],
    env: {
      VPSPILOT_DATA_DIRECTORY: folders.central,
      VPSPILOT_HTTP_HOST: address,
      VPSPILOT_HTTP_PORT: String(ports.api),
      VPSPILOT_GRPC_HOST: address,
      VPSPILOT_GRPC_PORT: String(ports.grpc),
      ...settings,
    },
    logFile: join(folders.logs, 'central.log'),
  });
  const adminToken = await until(central, 'ready', async () =>
    (await fetch(`${url}/healthz`)).ok ? await firstToken(folders) : undefined,
  );
  const setupLink = () => readLine(join(folders.central, 'setup-link'));
  return { process: central, url, adminToken, setupLink };
}

async function readLine(file: string): Promise<string | undefined> {
  return (await readFile(file, 'utf8').catch(() => undefined))?.trim();
}

/** Central keeps it here until somebody removes it. */
async function firstToken({ central }: PlatformFolders): Promise<string> {
  return (await readFile(join(central, 'first-admin-token'), 'utf8')).trim();
}
