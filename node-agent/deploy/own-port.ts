import { setTimeout as sleep } from 'node:timers/promises';
import type { Ports, Release, Step } from '../ports.ts';

/** Between two looks passes a twentieth of the time that has passed already, as in the health check. */
const delayShare = 0.05;
const delayMinMs = 15;
const delayMaxMs = 1_000;

/** Where a release answers: at the port it was given, or at `start.port` because it insists on that. */
export function insists({ port, config }: Pick<Release, 'port' | 'config'>): boolean {
  return port > 0 && port === config.start.port;
}

/**
 * Whether the new release can only start when the earlier one has let go of its port: that one was
 * seen to insist on it, and nothing says that the new one does not.
 */
export function expectsSamePort(previous: Release, { start }: Release['config']): boolean {
  const takesPort = /\$\{?PORT\b/.test(start.command ?? '');
  return insists(previous) && previous.port === start.port && !takesPort;
}

/**
 * Waits until the release is healthy, at the port it was given or at `start.port` if it listens
 * there instead. Returns it with the right port.
 */
export async function healthyWhereItListens(
  { health, ports }: Pick<Ports, 'health' | 'ports'>,
  { release, pid, ended }: { release: Release; pid: number; ended: Promise<unknown> },
  step: Step,
): Promise<Release> {
  const moved = { ...release, port: release.config.start.port ?? release.port };
  const decided = new AbortController();
  const signal = AbortSignal.any([step.signal, decided.signal]);
  const asked = health.untilHealthy(release, ended, { ...step, signal }).then(() => release);
  const seen = untilHeld(ports, { release, own: moved.port, pid }, signal).then(() => moved);
  try {
    const found = await Promise.race([asked, seen]);
    if (found === release) return release;
  } finally {
    decided.abort();
    await Promise.allSettled([asked, seen]);
  }
  step.output(`It listens on ${moved.port} (start.port) and not on $PORT=${release.port}`);
  await health.untilHealthy(moved, ended, step);
  return moved;
}

/** Resolves when the release listens on its own port, and not on the one it was given. */
async function untilHeld(
  ports: Ports['ports'],
  { release, own, pid }: { release: Release; own: number; pid: number },
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const delayMs = (performance.now() - startedAt) * delayShare;
    await sleep(Math.min(delayMaxMs, Math.max(delayMinMs, delayMs)), undefined, { signal });
    const isThere = own !== release.port && (await ports.isHeldBy(own, pid));
    if (isThere && !(await ports.isHeldBy(release.port, pid))) return;
  }
}
