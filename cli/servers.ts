import { UserError } from '../lib/user-error.ts';

/** Which central to talk to, and as whom. */
export interface Login {
  server: string;
  token: string;
}

/** What ~/.config/vpspilot/config.json holds. */
export interface Servers {
  /** Name of the one that commands talk to. */
  current: string | undefined;
  servers: Record<string, Login>;
}

/** Reads the file's text; the first version of it knew one server only. */
export function parseServers(text: string): Servers {
  const file = JSON.parse(text) as Record<string, unknown>;
  const listed = typeof file['servers'] === 'object' ? file['servers'] : null;
  const entries = Object.entries((listed ?? {}) as Record<string, unknown>);
  const servers = Object.fromEntries(
    entries.flatMap(([name, login]) => (isLogin(login) ? [[name, login] as const] : [])),
  );
  if (isLogin(file)) {
    const { server, token } = file;
    const name = nameOf(server);
    return { current: name, servers: { [name]: { server, token } } };
  }
  const current = typeof file['current'] === 'string' ? file['current'] : undefined;
  return { current, servers };
}

function isLogin(value: unknown): value is Login {
  if (typeof value !== 'object' || value === null) return false;
  const { server, token } = value as Record<string, unknown>;
  return typeof server === 'string' && typeof token === 'string';
}

/** The name that a server gets when nobody gives it one. */
export function nameOf(server: string): string {
  return URL.parse(server)?.host ?? server;
}

/** @throws UserError server_not_found */
export function serverNamed({ servers }: Servers, name: string): Login {
  const found = servers[name];
  if (found !== undefined) return found;
  throw new UserError('server_not_found', `No server is kept under the name "${name}"`, {
    hint: '"vpspilot servers" lists them; "vpspilot login <address> --name <name>" adds one',
  });
}
