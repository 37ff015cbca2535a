import { UserError } from '../../lib/user-error.ts';
import { type TimeLimits, timeLimits } from './time-limits.ts';

/** What the evaluation of a project's own flake may take. */
export interface EvaluationLimits {
  /** Wall-clock time. */
  seconds: number;
  /** Of one process. */
  cpuSeconds: number;
  /** Address space of one process. */
  memoryBytes: number;
}

const gibibyte = 1024 ** 3;

/** Half of the machine's memory, though nothing is evaluated with less than 1 GiB nor needs more than 2. */
export function evaluationLimits(own: TimeLimits, machineBytes: number): EvaluationLimits {
  const seconds = own.evaluation ?? timeLimits.evaluation;
  const memoryBytes = Math.max(gibibyte, Math.min(2 * gibibyte, Math.floor(machineBytes / 2)));
  return { seconds, cpuSeconds: Math.max(1, Math.ceil(seconds / 2)), memoryBytes };
}

/** How an evaluation ended that gave no derivation. */
export interface EvaluationEnd {
  elapsedMs: number;
  stderr: string;
  /** What Nix said. */
  errors: readonly string[];
}

/** What is wrong when a limit ended the evaluation; undefined when Nix itself refused the flake. */
export function limitError(end: EvaluationEnd, limits: EvaluationLimits): UserError | undefined {
  if (/out of memory|bad_alloc|Cannot allocate memory/i.test(end.stderr))
    return outOfMemory(limits);
  // Who is killed says nothing; the exit code is that of the programs around it.
  if (end.errors.some((text) => /^\s*error:/m.test(text))) return undefined;
  return end.elapsedMs >= limits.cpuSeconds * 1_000
    ? evaluationTimeout(limits)
    : outOfMemory(limits);
}

export function evaluationTimeout({ seconds, cpuSeconds }: EvaluationLimits): UserError {
  return new UserError(
    'evaluation_timeout',
    `The evaluation of the flake was ended: it took longer than ${seconds} s, or ${cpuSeconds} s of computing`,
    {
      hint: `Look for an endless recursion in flake.nix. If it needs more time, put "timeLimits": { "evaluation": ${seconds * 2} } (seconds) into the settings of the node's agent`,
    },
  );
}

function outOfMemory({ memoryBytes }: EvaluationLimits): UserError {
  const limit = `${Math.round((memoryBytes / gibibyte) * 10) / 10} GiB`;
  return new UserError(
    'evaluation_out_of_memory',
    `The evaluation of the flake was ended: it needed more than ${limit} of memory`,
    {
      hint: 'Look for an endless list or recursion in flake.nix; evaluate only the package that is deployed, and one nixpkgs instead of several',
    },
  );
}

/** What of a lock file must be in the store before an evaluation without network. */
export interface LockedInput {
  name: string;
  /** As the lock holds it: what Nix fetches it by. */
  locked: Record<string, unknown>;
}

/** Kinds of inputs that lie on this machine. */
const localKinds = ['path', 'indirect'];

/** Inputs that come from elsewhere; those without a hash are left to Nix, which refuses them. */
export function fetchedInputs(lock: {
  nodes: Record<string, { locked?: Record<string, unknown> }>;
}): LockedInput[] {
  return Object.entries(lock.nodes).flatMap(([name, { locked }]) => {
    const isFetched = typeof locked?.['narHash'] === 'string';
    if (!isFetched || localKinds.includes(String(locked['type']))) return [];
    return [{ name: name.replace(/^project-/, ''), locked }];
  });
}

/** "github:numtide/flake-utils" */
export function inputText({ locked }: LockedInput): string {
  const { type, owner, repo, url } = locked;
  return owner === undefined ? String(url ?? type) : `${type}:${owner}/${repo}`;
}
