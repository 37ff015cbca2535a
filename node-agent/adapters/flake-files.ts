import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LockFile, LockNode } from '../domain/custom-flake.ts';
import type { Pin } from '../domain/toolchains.ts';
import type { RenderedFlake } from '../ports.ts';
import type { Toolchains } from './toolchains.ts';

/** The texts of flake.nix and flake.lock. */
export interface FlakeFiles {
  nix: string;
  lock: string;
  isForeign?: boolean;
}

/** "x86_64-linux" */
export function nixSystem(): string {
  return process.arch === 'arm64' ? 'aarch64-linux' : 'x86_64-linux';
}

export function nixpkgsNode(toolchains: Toolchains, pin: Pin): LockNode {
  const original = { type: 'github', owner: 'NixOS', repo: 'nixpkgs', rev: pin.rev };
  return { locked: { ...toolchains.locked(pin) }, original };
}

export function lockJson(lock: LockFile): string {
  return `${JSON.stringify(lock, undefined, 2)}\n`;
}

/** Writes both files into a folder that holds nothing else: Nix copies the whole folder. */
export async function writeFlake(
  directory: string,
  { nix, lock, isForeign = false }: FlakeFiles,
): Promise<RenderedFlake> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await Promise.all([
    writeFile(join(directory, 'flake.nix'), nix),
    writeFile(join(directory, 'flake.lock'), lock),
  ]);
  const installable = `path:${encodeURI(directory)}#packages.${nixSystem()}.default`;
  return { directory, installable, isForeign };
}
