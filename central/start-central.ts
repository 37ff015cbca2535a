import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import process from 'node:process';
import { ensureFirstAdminToken } from './accounts/api-tokens.ts';
import { publicLink, setupLinkFile } from './accounts/public-link.ts';
import { ensureSetupLink, importOwner, isSetupNeeded } from './accounts/setup.ts';
import { type AgentServer, startAgentServer } from './adapters/agent-server.ts';
import { removePrivateFile, writePrivateFile } from './adapters/private-file.ts';
import { connect } from './api/agent/connect.ts';
import { enroll } from './api/agent/enroll.ts';
import { leave } from './api/agent/leave.ts';
import { recordDigests } from './api/agent/record-digests.ts';
import { renewCertificate } from './api/agent/renew-certificate.ts';
import { createHttpServer } from './api/http/server.ts';
import type { Settings } from './config/settings.ts';
import { type Context, createContext, type Overrides } from './context.ts';
import { startHousekeeping } from './housekeeping.ts';
import { startOutbox } from './outbox/worker.ts';

export interface RunningCentral {
  context: Context;
  /** Ends what is open and waits for it; every deployment goes on where it is. */
  stop(): Promise<void>;
}

/** Open streams get this long to end by themselves. */
const streamGraceMs = 500;
/** The port's certificate lasts for months; a new one now and then costs nothing. */
const renewServerCertificateMs = 7 * 24 * 3600 * 1_000;

/** Starts everything, and undoes what was started when one part fails. */
export async function startCentral(
  settings: Settings,
  overrides: Overrides = {},
): Promise<RunningCentral> {
  await using started = new AsyncDisposableStack();
  const context = await createContext(settings, overrides);
  started.defer(() => context.close());
  started.defer(startHousekeeping(context));
  started.defer(startOutbox(context));
  await startGateway(context, started);
  await startHttp(context, started);
  await announceFirstToken(context);
  await announceSetup(context);
  const running = started.move();
  return { context, stop: () => running.disposeAsync() };
}

async function startGateway(context: Context, started: AsyncDisposableStack): Promise<void> {
  const server = await listenForAgents(context);
  context.addresses.grpc = `${context.settings.grpcHost}:${server.port}`;
  const timer = setInterval(() => {
    serverIdentity(context)
      .then((identity) => server.renew(identity))
      .catch((err: unknown) => context.log.error({ err }, 'no new certificate for the agents'));
  }, renewServerCertificateMs);
  started.defer(async () => {
    clearInterval(timer);
    await server.close(streamGraceMs);
  });
}

/** Serves the agents' port; test/support starts only this. */
export async function listenForAgents(context: Context): Promise<AgentServer> {
  return startAgentServer({
    host: context.settings.grpcHost,
    port: context.settings.grpcPort,
    identity: await serverIdentity(context),
    authority: context.authority.certificate,
    handlers: {
      enroll: (request) => enroll(context, request),
      renewCertificate: (request, fingerprint) => renewCertificate(context, request, fingerprint),
      recordDigests: (request, fingerprint) => recordDigests(context, request, fingerprint),
      leave: (fingerprint) => leave(context, fingerprint),
      connect: (stream, fingerprint) => connect(context, stream, fingerprint),
    },
    onError: (err) => context.log.error({ err }, 'a call of an agent failed'),
  });
}

function serverIdentity({ authority, settings }: Context) {
  const { publicUrl, grpcAddress } = settings;
  const names = [hostname()];
  if (publicUrl !== undefined) names.push(new URL(publicUrl).hostname);
  if (grpcAddress !== undefined) names.push(grpcAddress.replace(/:\d+$/, ''));
  return authority.issueForServer(names.map((name) => name.replace(/^\[|\]$/g, '')));
}

async function startHttp(context: Context, started: AsyncDisposableStack): Promise<void> {
  const { httpHost: host, httpPort: port } = context.settings;
  const app = await createHttpServer(context);
  started.defer(() => app.close());
  await app.listen({ host, port });
  const { port: listening } = app.server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  context.addresses.http = `http://${name}:${listening}`;
}

/** The first token is shown on standard error and kept in a file until somebody removes it. */
async function announceFirstToken(context: Context): Promise<void> {
  const token = await ensureFirstAdminToken(context);
  if (token === undefined) return;
  const file = await writePrivateFile(context.settings.dataDirectory, 'first-admin-token', token);
  process.stderr.write(`The first admin token, shown this once: ${token}\n(also in ${file})\n`);
}

/** As long as nobody owns this central, whoever has this link may. */
async function announceSetup(context: Context): Promise<void> {
  const { dataDirectory } = context.settings;
  if (await importOwner(context)) context.log.info('the owner was brought along from the settings');
  if (!(await isSetupNeeded(context))) return removePrivateFile(dataDirectory, setupLinkFile);
  const token = await ensureSetupLink(context);
  if (token === undefined) return;
  // The port that was asked for may be 0: the one that was given counts.
  const httpPort = Number(new URL(context.addresses.http).port);
  const link = publicLink({ ...context.settings, httpPort }, 'setup', token);
  const file = await writePrivateFile(dataDirectory, setupLinkFile, link);
  process.stderr.write(`Open this link to become the owner, once: ${link}\n(also in ${file})\n`);
}
