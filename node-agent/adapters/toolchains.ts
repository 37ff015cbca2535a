import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import type { CommandLine } from '../../lib/run-command.ts';
import { UserError } from '../../lib/user-error.ts';
import { nixEvalRaw, nixRealise } from '../commands/nix.ts';
import { choosePin, type Pin, type ToolchainTable } from '../domain/toolchains.ts';
import type { Step } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { storePathOf } from './nar.ts';
import { type NixCall, readNixVersion, tryNix } from './nix-command.ts';
import { isInStore, keepAlive } from './nix-store.ts';
import { machineCache } from './offline-cache.ts';
import { type OfflineToolchains, prepareOfflineToolchains } from './offline-toolchains.ts';
import { readToolchainTable, templatesDirectory } from './toolchain-table.ts';

type Settings = Pick<AgentSettings, 'root' | 'toolchains' | 'nixCommand'>;

/** The pinned revisions of nixpkgs, or what stands in for them on a machine without internet. */
export interface Toolchains {
  kind: 'nixpkgs' | 'offline';
  table: ToolchainTable;
  /** What stands behind a version of the table, by runtime, when it is not nixpkgs' own: { node: { "20": "20.19.5" } }. */
  offlineVersions: OfflineToolchains['versions'] | undefined;
  pin(names: readonly string[]): Pin & { name: string };
  /** What the lock says about nixpkgs. */
  locked(pin: Pin): LockedNixpkgs;
  /** How Nix is to be called for a build with this pin; fetches what every build needs the first time. */
  call(pin: Pin, signal?: AbortSignal): Promise<NixCall>;
  /** Makes ready what a build of this installable will need of the toolchains; nixpkgs does that itself. */
  provide(installable: string, step: Step): Promise<void>;
}

export interface LockedNixpkgs {
  type: 'github';
  owner: 'NixOS';
  repo: 'nixpkgs';
  rev: string;
  narHash: string;
  lastModified?: number;
}

/** How long the choice between nixpkgs and the stand-in may take. */
const reachTimeoutMs = 900;

/** Where Nix gets nixpkgs and its binaries from. */
const neededHosts = ['https://cache.nixos.org/nix-cache-info', 'https://github.com/NixOS/nixpkgs'];

const made = new Map<string, Promise<Toolchains>>();

/** The toolchains of this agent; chosen and made ready once per process, a failure is tried again. */
export function toolchainsFor(settings: Settings): Promise<Toolchains> {
  const key = keyOf(settings);
  const known = made.get(key);
  if (known !== undefined) return known;
  const toolchains = make(settings);
  made.set(key, toolchains);
  toolchains.catch(() => made.delete(key));
  return toolchains;
}

function keyOf({ root, toolchains, nixCommand }: Settings): string {
  return JSON.stringify([root, toolchains, nixCommand]);
}

/** "nixpkgs" or "offline stand-in", for the agent's hello and for people. Decided within a second. */
export async function describeToolchains(settings: Settings): Promise<string> {
  return (await chooseKind(settings)) === 'nixpkgs' ? 'nixpkgs' : 'offline stand-in';
}

/** Makes the toolchains ready ahead of the first build: seconds the first time, milliseconds later. */
export async function prepareToolchains(settings: Settings): Promise<void> {
  await toolchainsFor(settings);
}

async function make(settings: Settings): Promise<Toolchains> {
  const table = readToolchainTable();
  const [kind, version] = await Promise.all([
    chooseKind(settings),
    readNixVersion(settings.nixCommand),
  ]);
  const pin = (names: readonly string[]) => choosePin(table, names, version);
  if (kind === 'nixpkgs') {
    const calls = new Map<string, Promise<NixCall>>();
    const call = (chosen: Pin, signal?: AbortSignal) => {
      const known = calls.get(chosen.rev) ?? nixpkgsCall(settings, chosen, signal);
      calls.set(chosen.rev, known);
      known.catch(() => calls.delete(chosen.rev));
      return known;
    };
    return {
      kind,
      table,
      pin,
      locked: lockedNixpkgs,
      call,
      provide: async () => undefined,
      offlineVersions: undefined,
    };
  }
  const offline = await prepareOfflineToolchains({
    folder: join(settings.root, 'cache'),
    cache: machineCache(),
    templates: templatesDirectory(),
    table,
    nix: settings.nixCommand,
  });
  return {
    kind,
    table,
    // No revision is read, so no version of Nix is too old for one.
    pin: (names) => choosePin(table, names, '99'),
    // Nix takes a locked tree from the store by its hash, without asking where it came from.
    locked: (chosen) => ({
      ...lockedNixpkgs(chosen),
      narHash: offline.tree.sha256,
      lastModified: 1,
    }),
    call: async () => ({
      offline: true,
      sandboxPaths: shellPaths(offline.tools, offline.tools),
    }),
    provide: async (installable, step) => {
      try {
        await offline.provide(installable, step.output, step.signal);
      } catch (error) {
        // The next deployment starts from a new list of packages.
        if (error instanceof UserError && error.code === 'toolchain_outdated')
          made.delete(keyOf(settings));
        throw error;
      }
    },
    offlineVersions: offline.versions,
  };
}

const choices = new WeakMap<object, Promise<'nixpkgs' | 'offline'>>();

function chooseKind(settings: Settings): Promise<'nixpkgs' | 'offline'> {
  if (settings.toolchains !== 'auto') return Promise.resolve(settings.toolchains);
  const known = choices.get(settings);
  if (known !== undefined) return known;
  const choice = canReachNixpkgs().then((can) => (can ? 'nixpkgs' : 'offline'));
  choices.set(settings, choice);
  return choice;
}

/** Whether nixpkgs is here already, or can be fetched. */
async function canReachNixpkgs(): Promise<boolean> {
  const { pins, defaultPins } = readToolchainTable();
  const here = defaultPins.some((name) => {
    const hash = pins[name]?.narHash.slice('sha256-'.length) ?? '';
    return isInStore(storePathOf('source', Buffer.from(hash, 'base64').toString('hex')));
  });
  if (here) return true;
  const answers = neededHosts.map(canReach);
  return (await Promise.all(answers)).every(Boolean);
}

/** Not fetch(): an agent that has once used it is 3 MB larger for the rest of its life. */
function canReach(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(reachTimeoutMs);
    const asked = request(url, { method: 'HEAD', agent: false, signal }, (answer) => {
      answer.resume();
      resolve((answer.statusCode ?? 500) < 400);
    });
    asked.on('error', () => resolve(false));
    asked.end();
  });
}

function lockedNixpkgs({ rev, narHash, lastModified }: Pin): LockedNixpkgs {
  const locked = { type: 'github', owner: 'NixOS', repo: 'nixpkgs', rev, narHash } as const;
  return lastModified === undefined ? locked : { ...locked, lastModified };
}

/** What `#!/usr/bin/env node` and system("…") expect of any machine. */
function shellPaths(bash: string, coreutils: string): string[] {
  return [`/bin/sh=${bash}/bin/sh`, `/usr/bin/env=${coreutils}/bin/env`];
}

async function nixpkgsCall(settings: Settings, pin: Pin, signal?: AbortSignal): Promise<NixCall> {
  const record = join(settings.root, 'cache/toolchains', `nixpkgs-${pin.rev}.json`);
  const paths = (await readPaths(record)) ?? (await fetchPaths(settings, pin, record, signal));
  return { offline: false, sandboxPaths: shellPaths(paths.bash, paths.coreutils) };
}

async function readPaths(record: string): Promise<{ bash: string; coreutils: string } | undefined> {
  try {
    const paths = JSON.parse(await readFile(record, 'utf8')) as { bash: string; coreutils: string };
    return isInStore(paths.bash) && isInStore(paths.coreutils) ? paths : undefined;
  } catch {
    return undefined;
  }
}

async function fetchPaths(settings: Settings, pin: Pin, record: string, signal?: AbortSignal) {
  const hash = encodeURIComponent(pin.narHash);
  const nix = settings.nixCommand;
  const call = { offline: false, sandboxPaths: [] };
  const outPath = async (attribute: string): Promise<string> => {
    const installable = `github:NixOS/nixpkgs/${pin.rev}?narHash=${hash}#${attribute}.outPath`;
    return await runNixpkgs(nixEvalRaw(nix, installable), call, pin, signal);
  };
  const paths = { bash: await outPath('bash'), coreutils: await outPath('coreutils') };
  const roots = join(dirname(record), 'roots');
  for (const [name, path] of Object.entries(paths)) {
    await runNixpkgs(nixRealise(nix, path), call, pin, signal);
    await keepAlive(nix, path, join(roots, `${name}-${pin.rev}`));
  }
  await mkdir(dirname(record), { recursive: true });
  await writeFile(record, JSON.stringify(paths));
  return paths;
}

async function runNixpkgs(command: CommandLine, call: NixCall, pin: Pin, signal?: AbortSignal) {
  const result = await tryNix(command, call, signal === undefined ? {} : { signal });
  if (result.exitCode === 0) return result.stdout.trim();
  throw new UserError(
    'toolchain_unavailable',
    `nixpkgs ${pin.rev.slice(0, 12)} could not be made ready: ${result.stderr.split('\n').at(-1)}`,
    {
      hint: 'Check that the node reaches github.com and cache.nixos.org, or set "toolchains" to "offline"',
    },
  );
}
