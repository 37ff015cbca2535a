import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../lib/user-error.ts';
import type { Io } from './io.ts';

/** Which central to talk to, and as whom. */
export interface Login {
  server: string;
  token: string;
}

/** ~/.config/vpspilot/config.json, or below XDG_CONFIG_HOME. */
export function settingsPath(env: Io['env']): string {
  const { XDG_CONFIG_HOME } = env;
  // The specification says that a relative path is to be ignored.
  const base = XDG_CONFIG_HOME?.startsWith('/')
    ? XDG_CONFIG_HOME
    : join(env['HOME'] ?? homedir(), '.config');
  return join(base, 'vpspilot', 'config.json');
}

/** What `vpspilot login` wrote, with VPSPILOT_SERVER and VPSPILOT_TOKEN before it. */
export async function readLogin(env: Io['env']): Promise<Partial<Login>> {
  const { VPSPILOT_SERVER, VPSPILOT_TOKEN } = env;
  const stored = VPSPILOT_SERVER && VPSPILOT_TOKEN ? {} : await readStored(settingsPath(env));
  const server = VPSPILOT_SERVER ? serverAddress(VPSPILOT_SERVER) : stored.server;
  // A token belongs to its server: it is not sent to another one.
  const sameServer = server === stored.server;
  const token = VPSPILOT_TOKEN || (sameServer ? stored.token : undefined);
  return { ...(server ? { server } : {}), ...(token ? { token } : {}) };
}

/** @throws UserError not_logged_in */
export async function requireLogin(env: Io['env']): Promise<Login> {
  const { server, token } = await readLogin(env);
  if (server !== undefined && token !== undefined) return { server, token };
  const missing = server === undefined ? 'which central to talk to' : `a token for ${server}`;
  throw new UserError('not_logged_in', `vpspilot does not know ${missing}`, {
    hint: 'Run "vpspilot login https://your-central", or set VPSPILOT_SERVER and VPSPILOT_TOKEN',
  });
}

/** Keeps the login for later commands, readable by this user only. */
export async function writeLogin(env: Io['env'], login: Login): Promise<string> {
  const path = settingsPath(env);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, path);
  return path;
}

async function readStored(path: string): Promise<Partial<Login>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return {};
  }
  try {
    const { server, token } = JSON.parse(text) as Record<string, unknown>;
    return {
      ...(typeof server === 'string' ? { server } : {}),
      ...(typeof token === 'string' ? { token } : {}),
    };
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
