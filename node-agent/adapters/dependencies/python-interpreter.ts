import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../lib/run-command.ts';
import { UserError } from '../../../lib/user-error.ts';
import { nixBuildOutput } from '../../commands/nix.ts';
import type { Runtime } from '../../domain/languages/language.ts';
import { nix, nixAttributePath, nixString } from '../../domain/nix-string.ts';
import type { MarkerEnvironment } from '../../domain/python-markers.ts';
import type { Step } from '../../ports.ts';
import type { AgentSettings } from '../../settings.ts';
import { lockJson, nixpkgsNode, nixSystem, writeFlake } from '../flake-files.ts';
import { tryNix } from '../nix-command.ts';
import { inScratchFolder, isInStore, keepAlive } from '../nix-store.ts';
import { toolchainsFor } from '../toolchains.ts';

/** The Python that a project is built with, as far as the choice of its packages needs to know it. */
export interface Interpreter {
  /** Of a virtual environment of the agent's own which has nothing but pip. */
  program: string;
  storePath: string;
  environment: MarkerEnvironment;
  /** Supported wheels, best first. */
  tags: readonly string[];
  /** Where pip looks when nobody tells it another place. */
  standardIndex: string;
}

type Settings = Pick<AgentSettings, 'root' | 'toolchains' | 'nixCommand'>;

const known = new Map<string, Promise<Interpreter>>();

/** Brings the project's own Python to this node, once; later calls read a file. */
export function pythonInterpreter(
  settings: Settings,
  runtimes: Readonly<Partial<Record<Runtime, string>>>,
  step: Step,
): Promise<Interpreter> {
  const key = JSON.stringify([settings.root, settings.toolchains, runtimes]);
  const running = known.get(key) ?? findOrMake(settings, runtimes, step);
  known.set(key, running);
  running.catch(() => known.delete(key));
  return running.then((found) => {
    if (isInStore(found.storePath)) return found;
    known.delete(key);
    return findOrMake(settings, runtimes, step);
  });
}

async function findOrMake(
  settings: Settings,
  runtimes: Readonly<Partial<Record<Runtime, string>>>,
  step: Step,
): Promise<Interpreter> {
  const toolchains = await toolchainsFor(settings);
  const rows = Object.entries(runtimes).flatMap(
    ([name, version]) => toolchains.table.runtimes[name]?.versions[version] ?? [],
  );
  const attribute = toolchains.table.runtimes['python']?.versions[runtimes.python ?? '']?.attribute;
  if (attribute === undefined) throw new Error(`no Python ${runtimes.python} in the table`);
  const pin = toolchains.pin(
    (rows[0]?.pins ?? []).filter((name) => rows.every(({ pins }) => pins.includes(name))),
  );
  const { narHash } = toolchains.locked(pin);
  const digest = createHash('sha256').update(`${narHash}\n${attribute}`).digest('hex').slice(0, 32);
  const folder = join(settings.root, 'cache/python', `${attribute}-${digest}`);
  const recorded = await readRecord(join(folder, 'interpreter.json'));
  if (recorded !== undefined) return recorded;
  step.output(`preparing Python ${runtimes.python}`);
  const lock = lockJson({
    nodes: { nixpkgs: nixpkgsNode(toolchains, pin), root: { inputs: { nixpkgs: 'nixpkgs' } } },
    root: 'root',
    version: 7,
  });
  const text = flakeText(pin.rev, attribute);
  const storePath = await inScratchFolder(
    join(settings.root, 'cache/python'),
    'flake',
    async (directory) => {
      const { installable } = await writeFlake(directory, { nix: text, lock });
      await toolchains.provide(installable, step);
      const call = await toolchains.call(pin, step.signal);
      const command = nixBuildOutput(settings.nixCommand, installable);
      const result = await tryNix(command, call, { signal: step.signal });
      if (result.exitCode !== 0) throw unavailable(runtimes.python ?? '', result.stderr);
      const [built] = JSON.parse(result.stdout) as { outputs: { out: string } }[];
      return built?.outputs.out ?? '';
    },
  );
  await keepAlive(settings.nixCommand, storePath, join(folder, 'root'));
  return await describe(folder, storePath, step.signal);
}

function flakeText(rev: string, attribute: string): string {
  const [url, system] = [nixString(`github:NixOS/nixpkgs/${rev}`), nixString(nixSystem())];
  return nix`{ inputs.nixpkgs.url = ${url}; outputs = { self, nixpkgs }: { packages.${system}.default = nixpkgs.legacyPackages.${system}.${nixAttributePath(attribute)}; }; }`;
}

/** pip carries the library that decides about markers and tags; the interpreter knows its own best. */
const question = `
import json
from pip._vendor.packaging import markers, tags
from pip._internal.models.index import PyPI
print(json.dumps({
  "environment": markers.default_environment(),
  "tags": [str(tag) for tag in tags.sys_tags()],
  "standardIndex": PyPI.simple_url,
}))
`;

async function describe(
  folder: string,
  storePath: string,
  signal: AbortSignal,
): Promise<Interpreter> {
  const venv = join(folder, 'venv');
  const options = {
    signal,
    env: { HOME: folder, PIP_CONFIG_FILE: '/dev/null' },
    timeoutMs: 120_000,
  };
  await rm(venv, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await runCommand([join(storePath, 'bin/python3'), '-I', '-m', 'venv', venv], options);
  const program = join(venv, 'bin/python3');
  const { stdout } = await runCommand([program, '-I', '-c', question], options);
  const found: Interpreter = { ...JSON.parse(stdout), program, storePath };
  await writeFile(join(folder, 'interpreter.json'), JSON.stringify(found));
  return found;
}

async function readRecord(file: string): Promise<Interpreter | undefined> {
  try {
    const found = JSON.parse(await readFile(file, 'utf8')) as Interpreter;
    return isInStore(found.storePath) && existsSync(found.program) ? found : undefined;
  } catch {
    return undefined;
  }
}

function unavailable(version: string, said: string): UserError {
  const lines = said.trim().split('\n');
  const last = lines.findLast((line) => /^\s*error:/.test(line)) ?? lines.at(-1) ?? '';
  return new UserError(
    'toolchain_unavailable',
    `Python ${version} could not be made ready: ${last.trim()}`,
    {
      hint: 'Check that the node reaches the cache of nixpkgs, then deploy again',
    },
  );
}
