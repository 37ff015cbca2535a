import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { tryCommand } from '../../lib/run-command.ts';
import { UserError } from '../../lib/user-error.ts';
import { caddyServers, type RoutedProject, routeFolder } from '../domain/caddy-config.ts';
import type { Json, JsonObject } from '../domain/caddy-json.ts';
import { loggingChange } from '../domain/caddy-logging.ts';
import type { ProjectFolders, Release, RequestLog, Router } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { linkAtomically } from './atomic-file.ts';
import { callAdmin, untilAdminCloses } from './caddy-admin.ts';
import { letOthersPass, rootOf } from './folder-modes.ts';
import { connectionsTo } from './tcp-connections.ts';

type Settings = Pick<AgentSettings, 'caddyAdmin' | 'httpPort' | 'httpsPort'>;

/** Caddy may be starting at the same time as we are. */
const caddyWaitMs = 10_000;
const caddyRetryMs = 250;
/** Somebody else changed Caddy's configuration between our reading and our writing. */
const conflictTriesMax = 5;
const drainPollMs = 100;
/** Without a connection for this long, no request is on its way between Caddy's decision and its dial. */
const drainSettleMs = 300;

/** Routes with Caddy: its configuration names projects, a link in each project's folder the release. */
export function createRouter(settings: Settings, requests?: RequestLog): Router {
  let version = 'unknown';
  void caddyVersion().then((found) => {
    version = found;
  });
  let lastChange: Promise<void> = Promise.resolve();
  return {
    get version() {
      return version;
    },
    setProjects(projects) {
      // One after the other: two changes at once would only meet each other's conflict.
      lastChange = lastChange
        .catch(() => undefined)
        .then(() => applyAll(settings, projects, requests));
      return lastChange;
    },
    untilDoubtful: (signal) => untilAdminCloses(settings.caddyAdmin, signal),
    switchTo,
    drained,
  };
}

async function caddyVersion(): Promise<string> {
  const { stdout } = await tryCommand(['caddy', 'version']).catch(() => ({ stdout: '' }));
  return /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? 'unknown';
}

async function applyAll(
  settings: Settings,
  projects: readonly RoutedProject[],
  requests: RequestLog | undefined,
): Promise<void> {
  requests?.setProjects(projects.map(({ project }) => project));
  const port = await requests?.port();
  // First: what a server logs under an unknown name would go into Caddy's own log.
  const isLogged = port !== undefined && (await applyLogging(settings, port));
  const wanted = caddyServers(projects, settings, isLogged);
  await apply(settings, (config) => configChange(config, wanted, settings));
}

/** Requests are served whether they are counted or not: a refusal is only that. */
async function applyLogging(settings: Settings, port: number): Promise<boolean> {
  return apply(settings, (config) => {
    const body = loggingChange(asObject(config['logging']), port);
    return body === undefined ? undefined : { method: 'POST', path: '/config/logging', body };
  }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof UserError && error.code === 'caddy_refused') return false;
      throw error;
    },
  );
}

async function apply(
  settings: Settings,
  changeOf: (config: JsonObject) => Change | undefined,
): Promise<void> {
  for (let tries = 0; tries < conflictTriesMax; tries += 1) {
    const current = await readConfig(settings.caddyAdmin);
    const change = changeOf(current.config);
    if (change === undefined) return;
    const { status, body } = await callAdmin(settings.caddyAdmin, {
      ...change,
      etag: current.etag,
    });
    if (status === 200) return;
    if (status !== 412) throw refused(body);
  }
  throw new UserError(
    'caddy_busy',
    'Caddy’s configuration is changed by something else all the time',
    {
      hint: 'Find out which other program uses Caddy’s admin API',
    },
  );
}

async function readConfig(address: string): Promise<{ config: JsonObject; etag: string }> {
  const deadline = Date.now() + caddyWaitMs;
  for (;;) {
    try {
      const { status, etag, body } = await callAdmin(address, { method: 'GET', path: '/config/' });
      if (status === 200) return { config: asObject(JSON.parse(body)), etag };
      throw new Error(`the admin API answered ${status}: ${body.slice(0, 200)}`);
    } catch (cause) {
      if (Date.now() >= deadline) throw unreachable(address, cause);
      await sleep(caddyRetryMs);
    }
  }
}

interface Change {
  method: 'POST';
  path: string;
  body: Json;
}

/** Undefined when all is as wanted. */
function configChange(
  config: JsonObject,
  wanted: Record<string, JsonObject | undefined>,
  ports: Settings,
): Change | undefined {
  const http = asObject(asObject(config['apps'])['http']);
  const servers = asObject(http['servers']);
  const next: JsonObject = { ...servers };
  for (const [name, server] of Object.entries(wanted)) {
    if (server === undefined) delete next[name];
    else next[name] = server;
  }
  const nextHttp: JsonObject = { ...http, ...portSettings(http, ports), servers: next };
  if (isDeepStrictEqual(http, nextHttp)) return undefined;
  if (config['apps'] !== undefined)
    return { method: 'POST', path: '/config/apps/http', body: nextHttp };
  return { method: 'POST', path: '/config/apps', body: { http: nextHttp } };
}

/** Caddy must know which ports mean HTTP and HTTPS when they are not the usual ones. */
function portSettings(http: JsonObject, { httpPort, httpsPort }: Settings): JsonObject {
  return {
    ...(httpPort === 80 || http['http_port'] !== undefined ? {} : { http_port: httpPort }),
    ...(httpsPort === 443 || httpsPort === 0 || http['https_port'] !== undefined
      ? {}
      : { https_port: httpsPort }),
  };
}

function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}

/** The switch: from this rename on, new requests go to the release. */
async function switchTo(release: Release, folders: ProjectFolders): Promise<void> {
  const folder = folders.release(release.number);
  await mkdir(dirname(folders.current), { recursive: true });
  await prepareRoute(release, folder);
  // Caddy is another user.
  await letOthersPass([dirname(folders.current), folder], rootOf(folders));
  await linkAtomically(folder, folders.current);
}

/** Writes what Caddy finds behind the link: `route/<port>`, or `route/static-<n>` and the files. */
async function prepareRoute(release: Release, folder: string): Promise<void> {
  const route = join(folder, routeFolder);
  await mkdir(route, { recursive: true });
  // Caddy lists it, as another user, whatever our umask.
  await chmod(route, 0o755);
  const isStatic = release.port === 0;
  if (isStatic) await linkAtomically(join(release.storePath, 'public'), join(folder, 'public'));
  const name = isStatic ? `static-${release.number}` : String(release.port);
  await writeFile(join(route, name), '', { mode: 0o644 });
  // Not before: this may be done again for the release that serves just now.
  const others = (await readdir(route)).filter((other) => other !== name);
  await Promise.all(others.map((other) => rm(join(route, other), { recursive: true })));
}

async function drained(release: Release, timeoutMs: number, signal: AbortSignal): Promise<number> {
  if (release.port === 0) return 0;
  const deadline = performance.now() + timeoutMs;
  let quietSince: number | undefined;
  for (;;) {
    signal.throwIfAborted();
    const left = await connectionsTo(release.port);
    const now = performance.now();
    if (left > 0) quietSince = undefined;
    else if (quietSince === undefined) quietSince = now;
    else if (now - quietSince >= drainSettleMs) return 0;
    if (now >= deadline) return left;
    await sleep(drainPollMs, undefined, { signal });
  }
}

function unreachable(address: string, cause: unknown): UserError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new UserError('caddy_unreachable', `Caddy does not answer at ${address}: ${reason}`, {
    cause,
    hint: 'Start it (systemctl start caddy), or set caddyAdmin to the address of its admin API',
  });
}

function refused(body: string): UserError {
  return new UserError(
    'caddy_refused',
    `Caddy refused the configuration: ${body.trim().slice(0, 500)}`,
    {
      hint: 'Often another program listens on httpPort or httpsPort already',
    },
  );
}
