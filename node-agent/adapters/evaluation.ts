import { existsSync } from 'node:fs';
import { chown, copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { getuid } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CommandLine, tryCommand } from '../../lib/run-command.ts';
import { UserError } from '../../lib/user-error.ts';
import {
  confined,
  evaluator,
  nixDaemon,
  nixDerivation,
  nixFetchTree,
} from '../commands/evaluation.ts';
import type { LockFile } from '../domain/custom-flake.ts';
import {
  type EvaluationLimits,
  evaluationLimits,
  evaluationTimeout,
  fetchedInputs,
  inputText,
  type LockedInput,
  limitError,
} from '../domain/evaluation.ts';
import { evaluationFailure } from '../domain/evaluation-failure.ts';
import { evaluationConfigText, evaluationDaemonConfigText } from '../domain/nix-config.ts';
import type { RenderedFlake, Step } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { storePathOf } from './nar.ts';
import { readBuild } from './nix-build-output.ts';
import { isInStore } from './nix-store.ts';

interface Evaluation {
  nix: string;
  /** Belongs to the evaluator, who sees nothing else that is ours. */
  folder: string;
  lock: LockFile;
  isolated: boolean;
  limits: EvaluationLimits;
  step: Step;
}

/**
 * Evaluates a flake that runs Nix code of the project: without privileges, without the agent's
 * environment, in limits, and where builds are isolated also without network. What it needs from
 * elsewhere is fetched before, by the hashes of its lock. Returns the derivation, which is in the
 * store.
 *
 * @throws UserError evaluation_failed, evaluation_timeout, evaluation_out_of_memory, input_unreachable
 */
export async function evaluateForeign(
  settings: Pick<AgentSettings, 'nixCommand' | 'timeLimits'>,
  flake: RenderedFlake,
  isolated: boolean,
  step: Step,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vpspilot-evaluation-'));
  const limits = evaluationLimits(settings.timeLimits, totalmem());
  try {
    const lock = await prepare(folder, flake);
    const evaluation = { nix: settings.nixCommand, folder, lock, isolated, limits, step };
    return await withStore(evaluation, async () => {
      for (const input of missingInputs(lock)) await fetchInput(evaluation, input);
      const output = flake.installable.replace(/^[^#]*#/, '#');
      const result = await run(evaluation, {
        command: nixDerivation(settings.nixCommand, `path:${join(folder, 'flake')}${output}`),
        network: false,
      });
      if (result.exitCode === 0) return result.stdout;
      throw limitError(result, limits) ?? evaluationFailure(result.errors, projectPath(lock));
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where nobody else may look, with a copy of the flake: the agent's own folders are closed to others. */
async function prepare(folder: string, flake: RenderedFlake): Promise<LockFile> {
  await mkdir(join(folder, 'flake'));
  await mkdir(join(folder, 'home'));
  for (const name of ['flake.nix', 'flake.lock']) {
    await copyFile(join(flake.directory, name), join(folder, 'flake', name));
  }
  if (isRoot()) {
    for (const path of [folder, join(folder, 'home')]) {
      await chown(path, evaluator.uid, evaluator.gid);
    }
  }
  return JSON.parse(await readFile(join(flake.directory, 'flake.lock'), 'utf8')) as LockFile;
}

function projectPath(lock: LockFile): string {
  return String(lock.nodes['project']?.locked?.['path']);
}

/** A tree of the same hash has the same place in the store, wherever it came from. */
function missingInputs(lock: LockFile): LockedInput[] {
  return fetchedInputs(lock).filter(({ locked }) => {
    const hash = String(locked['narHash']).replace(/^sha256-/, '');
    return !isInStore(storePathOf('source', Buffer.from(hash, 'base64').toString('hex')));
  });
}

/** Fetches only: none of the project's Nix code runs while the network is on. */
async function fetchInput(evaluation: Evaluation, input: LockedInput): Promise<void> {
  evaluation.step.output(`fetching ${inputText(input)}`);
  const command = nixFetchTree(evaluation.nix, input.locked);
  const result = await run(evaluation, { command, network: true });
  if (result.exitCode === 0) return;
  const said =
    result.errors
      .join('\n')
      .match(/error: .*/g)
      ?.at(-1) ?? 'error: Nix does not say why';
  throw new UserError(
    'input_unreachable',
    `The flake's input ${input.name} (${inputText(input)}) cannot be fetched: ${said.slice(7)}`,
    {
      hint: 'Inputs are fetched without credentials, by what flake.lock says of them: check that the address is public and that "nix flake lock" was run after the last change',
    },
  );
}

async function run(
  { folder, isolated, limits, step }: Evaluation,
  { command, network }: { command: CommandLine; network: boolean },
) {
  const reader = readBuild(step);
  const startedAt = performance.now();
  const result = await tryCommand(
    confined(command, { asNobody: isRoot(), isolated, network, limits }),
    {
      env: environment(folder),
      // Nothing else of the agent's own: it may hold secrets.
      inheritEnv: ['PATH', ...(network ? forFetching : [])],
      signal: step.signal,
      timeoutMs: limits.seconds * 1_000,
      killAfterMs: 500,
      onLine: (line, stream) => (stream === 'stderr' ? reader.line(line) : undefined),
    },
  ).catch((error: unknown) => {
    throw isTimeout(error) ? evaluationTimeout(limits) : error;
  });
  const { errors } = reader.failure();
  return { ...result, errors, elapsedMs: performance.now() - startedAt };
}

function isTimeout(error: unknown): boolean {
  return error instanceof UserError && error.code === 'command_timed_out';
}

/** Variables without which a fetch fails behind a proxy. */
const forFetching = ['http_proxy', 'https_proxy', 'no_proxy', 'NIX_SSL_CERT_FILE'];

function environment(folder: string): Record<string, string> {
  return {
    ...(isRoot() ? { NIX_REMOTE: `unix://${socketIn(folder)}` } : {}),
    HOME: join(folder, 'home'),
    XDG_CACHE_HOME: join(folder, 'home'),
    NIX_CONFIG: evaluationConfigText(),
    NIX_PATH: '',
    // Address space is limited: an allocator must not reserve some for every thread.
    MALLOC_ARENA_MAX: '2',
  };
}

function isRoot(): boolean {
  return getuid?.() === 0;
}

function socketIn(folder: string): string {
  return join(folder, 'store.socket');
}

/**
 * Runs the work with a daemon that lets the evaluator add derivations and sources to the store. It
 * takes nothing on trust: what it adds has the path that its content gives it.
 */
async function withStore<T>({ nix, folder }: Evaluation, work: () => Promise<T>): Promise<T> {
  if (!isRoot()) return await work();
  const stop = new AbortController();
  const daemon = tryCommand(nixDaemon(nix), {
    env: { NIX_CONFIG: evaluationDaemonConfigText(), NIX_DAEMON_SOCKET_PATH: socketIn(folder) },
    signal: stop.signal,
    killAfterMs: 500,
  });
  const ended = daemon.then(
    ({ stderr }) => {
      throw new Error(`the store's daemon ended: ${stderr.slice(-500)}`);
    },
    (error: unknown) => {
      throw error;
    },
  );
  try {
    await Promise.race([untilListening(socketIn(folder), stop.signal), ended]);
    return await Promise.race([work(), ended]);
  } finally {
    stop.abort();
    await Promise.allSettled([ended]);
  }
}

async function untilListening(socket: string, signal: AbortSignal): Promise<void> {
  while (!existsSync(socket) || !(await canConnect(socket))) {
    await sleep(5, undefined, { signal });
  }
}

function canConnect(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection({ path });
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}
