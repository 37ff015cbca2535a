import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { nixBuildTrial } from '../commands/nix.ts';
import {
  type Isolation,
  isolationFrom,
  sandboxUnavailable,
  type TrialEnd,
} from '../domain/sandbox.ts';
import type { AgentSettings } from '../settings.ts';
import { writeAtomically } from './atomic-file.ts';
import { tryNix } from './nix-command.ts';

type Settings = Pick<AgentSettings, 'root' | 'nixCommand'>;

const found = new WeakMap<object, Promise<Isolation>>();

/** Whether this machine can isolate builds; tried with Nix itself, once per boot. */
export function isolationOf(settings: Settings): Promise<Isolation> {
  const known = found.get(settings);
  if (known !== undefined) return known;
  const isolation = readOrTry(settings);
  found.set(settings, isolation);
  isolation.catch(() => found.delete(settings));
  return isolation;
}

/**
 * The isolation of a build that is about to begin.
 *
 * @throws UserError `sandbox_unavailable` when the settings require what the machine cannot do.
 */
export async function isolationForBuild(
  settings: Settings & Pick<AgentSettings, 'sandbox'>,
): Promise<Isolation> {
  const isolation = await isolationOf(settings);
  if (isolation.isolated || settings.sandbox === 'when-possible') return isolation;
  throw sandboxUnavailable(isolation.reason);
}

async function readOrTry(settings: Settings): Promise<Isolation> {
  const folder = join(settings.root, 'cache');
  const record = join(folder, 'sandbox.json');
  const situation = await situationNow();
  const known = await readRecord(record);
  if (known?.situation === situation) return known.isolation;
  const isolation = await tryOut(settings.nixCommand);
  await mkdir(folder, { recursive: true });
  await writeAtomically(record, JSON.stringify({ situation, isolation }), 0o644, {
    durable: false,
  });
  return isolation;
}

async function readRecord(
  record: string,
): Promise<{ situation: string; isolation: Isolation } | undefined> {
  try {
    return JSON.parse(await readFile(record, 'utf8')) as {
      situation: string;
      isolation: Isolation;
    };
  } catch {
    return undefined;
  }
}

/** What the answer depends on: the boot, and what this process and its container may do. */
async function situationNow(): Promise<string> {
  const [boot, status, namespace, limit] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    readFile('/proc/self/status', 'utf8'),
    readlink('/proc/self/ns/user'),
    readFile('/proc/sys/user/max_user_namespaces', 'utf8').catch(() => ''),
  ]);
  const rights = status.match(/^(?:Uid|CapEff|CapBnd|NoNewPrivs|Seccomp):.*$/gm) ?? [];
  return [boot.trim(), namespace, limit.trim(), ...rights].join(' ').replaceAll('\t', ' ');
}

async function tryOut(nix: string): Promise<Isolation> {
  const sandboxed = await trial(nix, true);
  return isolationFrom(sandboxed, sandboxed === undefined ? undefined : await trial(nix, false));
}

/** Another derivation each time: what the store has already would not be built. */
async function trial(nix: string, sandbox: boolean): Promise<TrialEnd> {
  const command = nixBuildTrial(nix, randomUUID());
  const { exitCode, stderr } = await tryNix(command, { offline: true, sandboxPaths: [], sandbox });
  return exitCode === 0 ? undefined : stderr;
}
