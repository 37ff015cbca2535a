/** Asks nixpkgs itself: needs internet, git and Nix. */
import { tryCommand } from '../../lib/run-command.ts';
import type { Pin, ToolchainTable } from '../../lib/toolchains/table.ts';
import { UserError } from '../../lib/user-error.ts';
import type { PinFacts } from './compare.ts';

const repository = 'https://github.com/NixOS/nixpkgs';
const askTimeoutMs = 30_000;
/** The first evaluation of a revision fetches it. */
const evaluationTimeoutMs = 20 * 60_000;

/** Revision at the end of each release's branch. Undefined when there is no internet. */
export async function branchEnds(
  names: readonly string[],
): Promise<Record<string, string> | undefined> {
  const branches = names.map((name) => `refs/heads/nixos-${name}`);
  const { exitCode, stdout } = await tryCommand(
    ['git', 'ls-remote', '--exit-code', repository, ...branches],
    { env: { GIT_TERMINAL_PROMPT: '0' }, timeoutMs: askTimeoutMs },
  ).catch(() => ({ exitCode: 1, stdout: '' }));
  if (exitCode !== 0) return undefined;
  const lines = stdout
    .split('\n')
    .map((line) => /^([0-9a-f]{40})\s+refs\/heads\/nixos-(\S+)$/.exec(line));
  return Object.fromEntries(lines.flatMap((line) => (line === null ? [] : [[line[2], line[1]]])));
}

/** Hash and date of a revision, as Nix locks it. */
export async function lockedOf(
  rev: string,
): Promise<Pick<Pin, 'rev' | 'narHash' | 'lastModified'>> {
  const text = await nix('flake', 'metadata', '--json', `github:NixOS/nixpkgs/${rev}`);
  const { locked } = JSON.parse(text) as { locked: { narHash: string; lastModified: number } };
  return { rev, narHash: locked.narHash, lastModified: locked.lastModified };
}

/** What one revision says about every attribute of the table. */
export async function factsOf(table: ToolchainTable, { rev, narHash }: Pin): Promise<PinFacts> {
  const attributes = Object.values(table.runtimes).flatMap(({ versions }) =>
    Object.values(versions).map(({ attribute }) => attribute),
  );
  const flake = `github:NixOS/nixpkgs/${rev}?narHash=${encodeURIComponent(narHash)}`;
  const text = await nix(
    ...['eval', '--json', `${flake}#legacyPackages.x86_64-linux`, '--apply', question(attributes)],
  );
  return JSON.parse(text) as PinFacts;
}

/** A removed attribute is an alias that throws. What is marked as insecure can be asked, not built. */
function question(attributes: readonly string[]): string {
  const names = attributes.map((name) => JSON.stringify(name)).join(' ');
  return `pkgs: builtins.listToAttrs (map (name: {
    inherit name;
    value =
      let
        package = pkgs.\${name};
        said = builtins.tryEval { version = package.version; insecure = package.meta.insecure or false; };
        found = builtins.tryEval (builtins.deepSeq said.value said.value);
      in if pkgs ? \${name} && found.success then found.value else null;
  }) [ ${names} ])`;
}

async function nix(...words: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await tryCommand(
    ['nix', '--extra-experimental-features', 'nix-command flakes', ...words],
    { timeoutMs: evaluationTimeoutMs },
  );
  if (exitCode === 0) return stdout;
  throw new UserError('nix_failed', stderr.trim().split('\n').at(-1) ?? 'Nix failed', {
    hint: 'Nixpkgs from 25.11 on needs Nix 2.18 or newer',
  });
}
