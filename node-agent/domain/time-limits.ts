import { UserError } from '../../lib/user-error.ts';

/**
 * Longest time that each step may take, in seconds; `total` is for all of them together, from the
 * moment the command was accepted, over restarts of the agent. Not here: health, drain and watch,
 * whose times the project's file and central give, and the switch, which is one rename.
 */
export const timeLimits = {
  fetch: 600,
  config: 60,
  dependencies: 900,
  render: 120,
  build: 1_800,
  /** Of a project's own flake; part of the build. */
  evaluation: 120,
  test: 900,
  secrets: 60,
  release: 600,
  start: 120,
  total: 7_200,
} as const;

export type TimeLimits = Readonly<Partial<Record<keyof typeof timeLimits, number>>>;

export interface StepLimit {
  remainingMs: number;
  /** What is thrown when it is over. */
  error: UserError;
}

/** Undefined for steps without a limit. `elapsedMs`: since the command was accepted. */
export function stepLimit(step: string, own: TimeLimits, elapsedMs: number): StepLimit | undefined {
  if (!isLimited(step)) return undefined;
  const limits: Required<TimeLimits> = { ...timeLimits, ...own };
  const stepMs = limits[step] * 1_000;
  const totalMs = Math.max(0, limits.total * 1_000 - elapsedMs);
  const isStep = stepMs <= totalMs;
  return {
    remainingMs: isStep ? stepMs : totalMs,
    error: isStep
      ? timedOut(`${step}_timed_out`, `The step ${step}`, step, limits)
      : timedOut('deployment_timed_out', 'The deployment', 'total', limits),
  };
}

function isLimited(step: string): step is keyof typeof timeLimits {
  return Object.hasOwn(timeLimits, step);
}

function timedOut(
  code: string,
  what: string,
  name: keyof typeof timeLimits,
  limits: Required<TimeLimits>,
): UserError {
  const setting = `"timeLimits": { "${name}": ${limits[name] * 2} }`;
  return new UserError(code, `${what} was ended: it took longer than ${lengthText(limits[name])}`, {
    hint: `If it needs more time, put ${setting} (seconds) into the settings of the node's agent`,
  });
}

function lengthText(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** "build=3600,test=60" as an object, whatever it holds. */
export function readTimeLimits(text: string): Record<string, number> {
  const parts = text.split(',').map((part) => part.split('='));
  return Object.fromEntries(parts.map(([name = '', seconds]) => [name.trim(), Number(seconds)]));
}

export function areTimeLimits(value: unknown): value is TimeLimits {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, seconds]) => isLimited(name) && Number.isInteger(seconds) && Number(seconds) > 0,
  );
}
