import { UserError } from '../../lib/user-error.ts';
import { createCentral } from '../api/client.ts';
import type { Io } from '../io.ts';
import { readLogin } from '../settings.ts';
import type { Check } from './check.ts';

const clockToleranceMs = 5_000;
const timeoutMs = 5_000;

/** The way to central: address, login, clock. */
export function checkCentral(env: Io['env']): Promise<Check>[] {
  const login = readLogin(env);
  const health = login.then(({ server }) => (server === undefined ? undefined : ask(server)));
  // Each check reports what concerns it.
  health.catch(() => undefined);
  return [
    checkReach(login, health),
    checkLogin(login, health),
    checkClock(health),
    checkToolchains(login, health),
  ];
}

interface Answer {
  ok: boolean;
  status: number;
  /** How far central's clock is ahead of ours. */
  aheadMs: number;
  tookMs: number;
}

async function ask(server: string): Promise<Answer> {
  const began = Date.now();
  const response = await fetch(`${server}/healthz`, { signal: AbortSignal.timeout(timeoutMs) });
  const ended = Date.now();
  const date = Date.parse(response.headers.get('date') ?? '');
  // The header has whole seconds: half of one is our best guess.
  const aheadMs = Number.isNaN(date) ? 0 : date + 500 - (began + ended) / 2;
  return { ok: response.ok, status: response.status, aheadMs, tookMs: ended - began };
}

type LoginPromise = ReturnType<typeof readLogin>;

async function checkReach(
  login: LoginPromise,
  health: Promise<Answer | undefined>,
): Promise<Check> {
  const name = 'Central';
  const { server } = await login;
  if (server === undefined) {
    return {
      name,
      state: 'warning',
      found: 'not set up',
      mend: 'vpspilot login https://your-central',
    };
  }
  try {
    const answer = await health;
    if (answer?.ok) return { name, state: 'ok', found: `${server} answers (${answer.tookMs} ms)` };
    const mend = 'Check the address, and "systemctl status vpspilot-central" on its machine';
    return { name, state: 'problem', found: `${server} answers ${answer?.status}`, mend };
  } catch {
    const mend =
      'Check the address and the firewall; "systemctl status vpspilot-central" on its machine';
    return { name, state: 'problem', found: `${server} cannot be reached`, mend };
  }
}

async function checkLogin(
  login: LoginPromise,
  health: Promise<Answer | undefined>,
): Promise<Check> {
  const name = 'Login';
  const { server, token } = await login;
  const reached = await health.catch(() => undefined);
  if (server === undefined || reached === undefined)
    return { name, state: 'skipped', found: 'needs central' };
  if (token === undefined)
    return { name, state: 'problem', found: 'no token', mend: `vpspilot login ${server}` };
  try {
    const me = await createCentral({ server, token }).get('/api/v1/me');
    return { name, state: 'ok', found: [me.actor, me.role].filter(Boolean).join(', ') };
  } catch (error) {
    const found = error instanceof UserError ? error.message : 'failed';
    return { name, state: 'problem', found, mend: `vpspilot login ${server}` };
  }
}

async function checkClock(health: Promise<Answer | undefined>): Promise<Check> {
  const name = 'Clock';
  const answer = await health.catch(() => undefined);
  if (answer === undefined) return { name, state: 'skipped', found: 'nothing to compare it with' };
  const offMs = Math.abs(answer.aheadMs);
  if (offMs <= clockToleranceMs) return { name, state: 'ok', found: 'agrees with central' };
  const found = `${Math.round(offMs / 1_000)} s ${answer.aheadMs > 0 ? 'behind' : 'ahead of'} central`;
  return {
    name,
    state: 'problem',
    found,
    mend: 'timedatectl set-ntp true, here and on the machine of central',
  };
}

/** What the nodes build with: nixpkgs, or what stands in for it where there is no internet. */
async function checkToolchains(
  login: LoginPromise,
  health: Promise<Answer | undefined>,
): Promise<Check> {
  const name = 'Toolchains';
  const skipped: Check = { name, state: 'skipped', found: 'needs central and a login' };
  const { server, token } = await login;
  if (server === undefined || token === undefined) return skipped;
  if ((await health.catch(() => undefined)) === undefined) return skipped;
  try {
    const { items } = await createCentral({ server, token }).get('/api/v1/nodes');
    const offline = items.filter(({ toolchains }) => toolchains?.startsWith('offline') === true);
    if (offline.length === 0) return { name, state: 'ok', found: 'nixpkgs' };
    const names = offline.map((node) => node.name).join(', ');
    return {
      name,
      state: 'warning',
      found: `offline stand-in on ${names}: Debian's packages under nixpkgs' names`,
      mend: 'Fine for trying out. For production let the node reach github.com and cache.nixos.org',
    };
  } catch {
    return skipped;
  }
}
