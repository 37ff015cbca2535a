type CommandLine = readonly [program: string, ...args: string[]];

/** Builds one output of a flake; `profile` undefined leaves nothing behind that keeps it alive. */
export function nixBuild(
  nix: string,
  options: { installable: string; profile?: string },
): CommandLine {
  return [
    nix,
    'build',
    // Newer versions leave a link called result in the working folder, profile or not.
    '--no-link',
    ...(options.profile === undefined ? [] : ['--profile', options.profile]),
    '--json',
    '--log-format',
    'internal-json',
    // The lock is ours, or the user's own: nothing may be looked up beside it.
    '--no-update-lock-file',
    '--no-write-lock-file',
    '--no-use-registries',
    '--show-trace',
    '--',
    options.installable,
  ];
}

/** Builds something that needs nothing, not even a shell; `id` makes it new. */
export function nixBuildTrial(nix: string, id: string): CommandLine {
  const derivation = `derivation { name = "vpspilot-trial-${id}"; system = builtins.currentSystem; builder = "builtin:buildenv"; derivations = ""; manifest = "/dev/null"; }`;
  return [nix, 'build', '--no-link', '--impure', '--expr', derivation];
}

/** Adds a file tree under a name that its hash fixes; prints the store path. */
export function nixStoreAdd(nix: string, path: string): CommandLine {
  return [nixStore(nix), '--add-fixed', '--recursive', 'sha256', '--', path];
}

/** Adds plain files under their names, which their hashes fix; prints a store path each. */
export function nixStoreAddFiles(
  nix: string,
  algorithm: 'sha256' | 'sha512',
  files: readonly string[],
): CommandLine {
  return [nixStore(nix), '--add-fixed', algorithm, '--', ...files];
}

/** Builds something of ours that nothing keeps alive yet; prints its outputs as JSON. */
export function nixBuildOutput(nix: string, installable: string): CommandLine {
  return [nix, 'build', '--no-link', '--json', '--no-use-registries', '--', installable];
}

/** Says on stderr what `nix build` would build and fetch. */
export function nixBuildPlan(nix: string, installable: string): CommandLine {
  const lock = ['--no-update-lock-file', '--no-write-lock-file', '--no-use-registries'];
  return [nix, 'build', '--dry-run', '--no-link', ...lock, '--', installable];
}

/** Keeps a store path alive as long as the link exists. */
export function nixStoreRoot(nix: string, storePath: string, link: string): CommandLine {
  return [nixStore(nix), '--realise', storePath, '--add-root', link, '--indirect'];
}

/** Store paths and all that they need, one per line with its size. */
export function nixClosure(nix: string, paths: readonly string[]): CommandLine {
  return [nix, 'path-info', '--recursive', '--size', '--', ...paths];
}

/** The same with what each refers to, as JSON. */
export function nixClosureJson(nix: string, paths: readonly string[]): CommandLine {
  return [nix, 'path-info', '--recursive', '--json', '--', ...paths];
}

/** Every path of the store with its size. */
export function nixStoreSizes(nix: string): CommandLine {
  return [nix, 'path-info', '--all', '--size'];
}

/** Paths that the collector would take, sparing what builds of kept releases were made from. */
export function nixPrintDead(nix: string): CommandLine {
  return [nixStore(nix), '--gc', '--print-dead', '--option', 'keep-outputs', 'true'];
}

export function nixVersion(nix: string): CommandLine {
  return [nix, '--version'];
}

/** Takes a path that a cache has into the store. */
export function nixRealise(nix: string, storePath: string): CommandLine {
  return [nixStore(nix), '--realise', storePath];
}

/**
 * Removes what nothing needs until so many bytes are freed; `sparing` what builds of kept releases
 * were made from, so that the next build fetches nothing again.
 */
export function nixCollectGarbage(
  nix: string,
  { bytes, sparing }: { bytes: number; sparing: boolean },
): CommandLine {
  const options = ['--option', 'keep-outputs', String(sparing)];
  return [nixStore(nix), '--gc', '--max-freed', String(bytes), ...options];
}

/** One attribute of a flake, as text. */
export function nixEvalRaw(nix: string, installable: string): CommandLine {
  return [nix, 'eval', '--raw', '--no-use-registries', '--', installable];
}

/** The older half of Nix' programs lives beside the newer one. */
function nixStore(nix: string): string {
  return nix.includes('/') ? nix.replace(/[^/]*$/, 'nix-store') : 'nix-store';
}
