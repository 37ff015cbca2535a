/** What one call of Nix may do; becomes the text of NIX_CONFIG, so that /etc/nix stays untouched. */
export interface NixConfig {
  /** No binary cache is asked: without internet each build would first wait for it. */
  offline: boolean;
  /** Builds are shut in; false only where the machine cannot and its owner agrees. */
  sandbox: boolean;
  /** `/inside=/outside` pairs or paths which builds may see besides their inputs. */
  sandboxPaths: readonly string[];
  /** Members of the group nixbld; 0: builds run as the agent's own user, still in the sandbox. */
  buildUsers: number;
  cores: number;
}

/** What flakes may not decide. */
const foreignCode = [
  'flake-registry =',
  'accept-flake-config = false',
  'allow-import-from-derivation = false',
  'warn-dirty = false',
  // Every deployment is another flake: its cache would be written once and never read.
  'eval-cache = false',
];

/** Every setting that decides how we use Nix, as lines of nix.conf. */
export function nixConfigText(config: NixConfig): string {
  return [
    'experimental-features = nix-command flakes',
    `sandbox = ${config.sandbox}`,
    'sandbox-fallback = false',
    ...(config.sandboxPaths.length === 0 || !config.sandbox
      ? []
      : [`sandbox-paths = ${config.sandboxPaths.join(' ')}`]),
    ...(config.offline ? ['substituters ='] : []),
    `build-users-group = ${config.buildUsers > 0 ? 'nixbld' : ''}`,
    // More jobs than build users make Nix poll for a free one every five seconds.
    `max-jobs = ${Math.max(1, Math.min(config.cores, config.buildUsers || config.cores))}`,
    ...foreignCode,
    'connect-timeout = 10',
    // Nothing is built elsewhere.
    'builders =',
    // The agent sweeps; a build must not wait for a collection.
    'min-free = 0',
    '',
  ].join('\n');
}

/** For a program that evaluates foreign Nix code: it may build nothing and asks nobody. */
export function evaluationConfigText(): string {
  return [
    'experimental-features = nix-command flakes',
    ...foreignCode,
    // Where the agent has no privileges, no daemon stands between this program and the store.
    'substituters =',
    'connect-timeout = 10',
    '',
  ].join('\n');
}

/** For the daemon that adds to the store what such a program made: nobody is trusted, nothing is built. */
export function evaluationDaemonConfigText(): string {
  return [
    'experimental-features = nix-command flakes',
    'trusted-users = root',
    'max-jobs = 0',
    'builders =',
    'substituters =',
    'min-free = 0',
    '',
  ].join('\n');
}
