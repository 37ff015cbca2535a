import type { TimeLimits } from './domain/time-limits.ts';

/** Everything about this node that its owner may decide. Read once, at start. */
export interface AgentSettings {
  /** Projects, backups, logs and cache (REQUIREMENTS K48-K52). */
  root: string;
  /** Identity and journal; 0700. */
  stateDirectory: string;
  profilesDirectory: string;
  toolchains: 'auto' | 'nixpkgs' | 'offline';
  /** "when-possible": where the machine cannot isolate builds, they run without that, and say so. */
  sandbox: 'required' | 'when-possible';
  serviceManager: 'auto' | 'systemd' | 'process';
  unitDirectory: string;
  /** "127.0.0.1:2019" or "unix//run/caddy/admin.sock" */
  caddyAdmin: string;
  httpPort: number;
  /** 0: off. */
  httpsPort: number;
  /** Ports given to releases, both ends included. */
  portRange: readonly [number, number];
  /** Builds at the same time; more wait. */
  maxBuilds: number;
  /** Releases kept for rollback beside the live one. */
  keepReleases: number;
  /** Seconds, instead of those in domain/time-limits.ts. */
  timeLimits: TimeLimits;
  /** Empty: npm's own configuration decides. */
  npmRegistry: string;
  /** As in GOPROXY. */
  goProxy: string;
  /** Asked instead of rubygems.org. Empty: what the lock file names. */
  gemMirror: string;
  /** Address of a Python package index. Empty: pip's own configuration decides. */
  pythonIndex: string;
  /** Pattern for archives of packages from packagist.org; empty: their own addresses. */
  composerMirror: string;
  /** Repositories may be file:// addresses or paths. */
  allowLocalRepositories: boolean;
  /** The process supervisor ends its applications when the agent ends. */
  stopAppsOnExit: boolean;
  nixCommand: string;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

export const defaultSettings: AgentSettings = {
  root: '/opt/vpspilot',
  stateDirectory: '/var/lib/vpspilot-agent',
  profilesDirectory: '/nix/var/nix/profiles/vpspilot',
  toolchains: 'auto',
  sandbox: 'required',
  serviceManager: 'auto',
  unitDirectory: '/etc/systemd/system',
  caddyAdmin: '127.0.0.1:2019',
  httpPort: 80,
  httpsPort: 443,
  portRange: [20_000, 29_999],
  maxBuilds: 2,
  keepReleases: 5,
  timeLimits: {},
  npmRegistry: '',
  goProxy: 'https://proxy.golang.org',
  gemMirror: '',
  pythonIndex: '',
  composerMirror: '',
  allowLocalRepositories: false,
  stopAppsOnExit: false,
  nixCommand: 'nix',
  logLevel: 'info',
};
