/**
 * The part of Caddy's configuration that is ours: servers named vpspilot*. It changes only when a
 * project or a domain comes or goes. Which release serves is not in it: Caddy looks that up for
 * each request in the folder that the project's current link points at (see ../adapters/caddy.ts).
 */
import { join } from 'node:path';
import { isLocalName } from '../../lib/local-names.ts';
import type { ProjectFolders, ProjectRef } from '../ports.ts';
import { type Json, type JsonObject, routeFile } from './caddy-json.ts';
import { serverLogs } from './caddy-logging.ts';
import { staticRoutes } from './caddy-static.ts';

export interface RoutedProject {
  project: ProjectRef;
  folders: Pick<ProjectFolders, 'current'>;
}

const plainServer = 'vpspilot';
const secureServer = 'vpspilot_https';

/** Folder of a release whose one file tells Caddy what serves it. */
export const routeFolder = 'route';

/**
 * Idle connections to a release are closed after this long. Shorter than the 5 s after which Node
 * closes them itself, so Caddy never sends a request into a connection that is being closed; and
 * short, because a connection that idles is one that a drain waits for.
 */
const idleConnection = '2s';

/**
 * Both servers as they should be; undefined: there should be none of that name.
 *
 * @param isLogged whether they report answered requests, see ./caddy-logging.ts
 */
export function caddyServers(
  projects: readonly RoutedProject[],
  ports: { httpPort: number; httpsPort: number },
  isLogged = false,
): Record<string, JsonObject | undefined> {
  const plain: Json[] = [];
  const secure: Json[] = [];
  for (const { project, folders } of projects.toSorted((a, b) => a.project.id - b.project.id)) {
    const isSecure = (domain: string) => ports.httpsPort > 0 && !isLocalName(domain);
    const open = project.domains.filter((domain) => !isSecure(domain));
    const closed = project.domains.filter(isSecure);
    if (open.length > 0)
      plain.push(projectRoute(`vpspilot-project-${project.id}`, open, folders.current));
    if (closed.length > 0) {
      secure.push(projectRoute(`vpspilot-project-${project.id}-https`, closed, folders.current));
    }
  }
  const logs = isLogged ? { logs: serverLogs } : {};
  return {
    [plainServer]: {
      ...logs,
      listen: [`:${ports.httpPort}`],
      routes: [...plain, unknownHost],
      errors: { routes: errorRoutes },
      // Plain HTTP on purpose. Redirects of the other server's domains are added to this one by Caddy.
      automatic_https: { disable: true },
    },
    [secureServer]:
      secure.length === 0
        ? undefined
        : {
            ...logs,
            listen: [`:${ports.httpsPort}`],
            routes: [...secure, unknownHost],
            errors: { routes: errorRoutes },
          },
  };
}

function projectRoute(id: string, host: readonly string[], current: string): Json {
  return {
    '@id': id,
    match: [{ host: [...host] }],
    handle: [{ handler: 'subroute', routes: [releaseRoute(current), noRelease] }],
    terminal: true,
  };
}

/**
 * Caddy lists the folder first and looks at what it found afterwards: between the two a switch can
 * put another release there. Each further look finds nothing only if one more switch came.
 */
const looks = 4;

/** Matches when the link leads to a release: its route folder holds `<port>` or `static-<n>`. */
function releaseRoute(current: string): Json {
  const look = { file: { root: join(current, routeFolder), try_files: ['*'] } };
  return {
    match: Array.from({ length: looks }, () => look),
    handle: [
      { handler: 'subroute', routes: [proxyRoute, ...staticRoutes(join(current, 'public'))] },
    ],
    terminal: true,
  };
}

const proxyRoute: Json = {
  match: [routeFile('port', '^/?([0-9]+)$')],
  handle: [
    {
      handler: 'reverse_proxy',
      upstreams: [{ dial: '127.0.0.1:{http.regexp.port.1}' }],
      // Server-sent events and other streams reach the visitor at once.
      flush_interval: -1,
      transport: { protocol: 'http', keep_alive: { idle_timeout: idleConnection } },
    },
  ],
  terminal: true,
};

/** Text for a visitor, with the status; a page of its own would hide which machine answers. */
function textAnswer(status: number | string, text: string): Json {
  return {
    handler: 'static_response',
    status_code: status,
    headers: { 'Content-Type': ['text/plain; charset=utf-8'], 'Cache-Control': ['no-store'] },
    body: `${text}\n`,
  };
}

const noRelease: Json = {
  handle: [
    textAnswer(503, 'This project has no release yet. Its first deployment will appear here.'),
  ],
};

const unknownHost: Json = {
  handle: [textAnswer(404, 'No project is served under this name: {http.request.host}')],
};

/** What visitors see when the application itself cannot answer. */
const errorRoutes: Json = [
  {
    match: [{ vars: { '{http.error.status_code}': ['502', '503', '504'] } }],
    handle: [
      textAnswer('{http.error.status_code}', 'The application does not answer at the moment.'),
    ],
  },
  {
    handle: [
      textAnswer('{http.error.status_code}', '{http.error.status_code} {http.error.status_text}'),
    ],
  },
];
