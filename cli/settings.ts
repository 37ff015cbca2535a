import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../lib/user-error.ts';
import type { Io } from './io.ts';
import { type Login, nameOf, parseServers, type Servers } from './servers.ts';

/** ~/.config/vpspilot/config.json, or below XDG_CONFIG_HOME. */
export function settingsPath(env: Io['env']): string {
  const { XDG_CONFIG_HOME } = env;
  // The specification says that a relative path is to be ignored.
  const base = XDG_CONFIG_HOME?.startsWith('/')
    ? XDG_CONFIG_HOME
    : join(env['HOME'] ?? homedir(), '.config');
  return join(base, 'vpspilot', 'config.json');
}

/**
 * The login for `wanted` (a kept name or an address), VPSPILOT_SERVER, or the current server.
 * VPSPILOT_TOKEN counts before what is kept.
 */
export async function readLogin(env: Io['env'], wanted?: string): Promise<Partial<Login>> {
  const { VPSPILOT_SERVER, VPSPILOT_TOKEN } = env;
  const named = wanted ?? (VPSPILOT_SERVER || undefined);
  // Without a name to look up the file need not be there, nor be whole.
  const isComplete = named !== undefined && isAddress(named) && Boolean(VPSPILOT_TOKEN);
  const stored = isComplete ? noServers : await readServers(env);
  const { server, own } = chosen(stored, named);
  // One named on the command line has its own.
  const token = (wanted !== undefined && own?.token) || VPSPILOT_TOKEN || own?.token;
  return { ...(server ? { server } : {}), ...(token ? { token } : {}) };
}

function chosen({ current, servers }: Servers, named: string | undefined) {
  const kept = servers[named ?? current ?? ''];
  if (kept !== undefined || named === undefined) return { server: kept?.server, own: kept };
  const server = serverAddress(named);
  // A token belongs to its server: it is not sent to another one.
  return { server, own: Object.values(servers).find((login) => login.server === server) };
}

const noServers: Servers = { current: undefined, servers: {} };

function isAddress(text: string): boolean {
  return /[.:/]|^localhost$/.test(text);
}

/** @throws UserError not_logged_in */
export async function requireLogin(env: Io['env'], wanted?: string): Promise<Login> {
  const { server, token } = await readLogin(env, wanted);
  if (server !== undefined && token !== undefined) return { server, token };
  const missing = server === undefined ? 'which central to talk to' : `a token for ${server}`;
  throw new UserError('not_logged_in', `vpspilot does not know ${missing}`, {
    hint: 'Run "vpspilot login https://your-central", or set VPSPILOT_SERVER and VPSPILOT_TOKEN',
  });
}

/** Keeps the login under a name and makes it the current one. @returns the file's path */
export async function writeLogin(env: Io['env'], login: Login, name?: string): Promise<string> {
  const { servers } = await readServers(env);
  const same = Object.entries(servers).find(([, { server }]) => server === login.server);
  const current = name ?? same?.[0] ?? nameOf(login.server);
  return writeServers(env, { current, servers: { ...servers, [current]: login } });
}

/** Keeps all of them, readable by this user only. */
export async function writeServers(env: Io['env'], servers: Servers): Promise<string> {
  const path = settingsPath(env);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(servers, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, path);
  return path;
}

/** Every server that is kept; none when there is no file. */
export async function readServers(env: Io['env']): Promise<Servers> {
  const path = settingsPath(env);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return noServers;
  }
  try {
    return parseServers(text);
  } catch (cause) {
    throw new UserError('settings_damaged', `${path} is not valid JSON`, {
      hint: 'Run "vpspilot login" again; it writes the file anew',
      cause,
    });
  }
}

/**
 * "central.example.org" → "https://central.example.org"; without a scheme only this machine gets http.
 *
 * @throws UserError usage
 */
export function serverAddress(text: string): string {
  const trimmed = text.trim().replace(/\/+$/, '');
  const isLocal = /^(localhost|127\.|\[::1\])/.test(trimmed);
  const full = /^[a-z]+:\/\//i.test(trimmed)
    ? trimmed
    : `${isLocal ? 'http' : 'https'}://${trimmed}`;
  const url = URL.parse(full);
  if (url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '') {
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  }
  throw new UserError('usage', `"${text}" is not the address of a central server`, {
    hint: 'It looks like https://central.example.org',
  });
}
