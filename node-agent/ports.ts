/**
 * What the deploy story needs from outside, in its own words. Adapters implement these; tests pass
 * recorders. A step's work gets a `Step`: it writes output through it and obeys its signal.
 */
import type { AppConfig } from '../lib/app-config/app-config.ts';
import type { ProjectFolders, ProjectRef } from './domain/folders.ts';
import type { RepositoryCredential } from './domain/repository-credential.ts';
import type { StorePackage } from './domain/store-packages.ts';
import type { RequestLog, ServiceManager } from './service-ports.ts';

/** Running step of a deployment: where its output goes and what stops it. */
export interface Step {
  /** Aborted by a cancel, a deadline or the agent's own stop. Work must really end: whole process group. */
  readonly signal: AbortSignal;
  output(text: string, stream?: 'stdout' | 'stderr'): void;
  warn(code: string, message: string): void;
  /** Shown behind the step when it is done: "3 packages, 0 fetched". */
  note(text: string): void;
}

export type { ProjectFolders, ProjectRef } from './domain/folders.ts';

export interface SourceTree {
  commit: string;
  directory: string;
  subject: string;
  author: string;
  /** What came since the commit that is live; undefined: nothing is. */
  history?: SourceHistory | undefined;
}

export interface SourceHistory {
  /** The commit that is live. */
  since: string;
  /** Newest first. */
  commits: { commit: string; subject: string; author: string }[];
  /** There are more. */
  more: boolean;
  /** It does not follow that commit: the branch was rewritten, or is another one. */
  isUnrelated: boolean;
}

export interface Repositories {
  /**
   * Brings the commit (or the branch's tip when it is empty) into the mirror and its tree into
   * `folders.source`. Refuses links that leave the tree, a tracked `.env` and submodules that are
   * not there. Errors: repository_unreachable, commit_not_found, unsafe_tree.
   */
  fetch(
    request: {
      folders: ProjectFolders;
      url: string;
      branch: string;
      commit: string;
      /** Commit that is live: what came since is told. */
      since?: string;
      credential?: RepositoryCredential | undefined;
    },
    step: Step,
  ): Promise<SourceTree>;
}

/** What decides a project's dependencies. */
export interface DependencyRequest {
  project: ProjectRef;
  tree: SourceTree;
  config: AppConfig;
  /** Every secret of the project: registry tokens may be among them. Opened only when it is asked for. */
  secrets(): Promise<Readonly<Record<string, string>>>;
}

/** Dependencies as one store path per lock file digest. */
export interface DependencySet {
  /** "npm", "composer" */
  ecosystem: string;
  storePath: string;
  /** Name and hash of the fixed-output path, as the flake refers to it. */
  name: string;
  sha256: string;
  /** Variables that make the user's own commands find them. */
  environment: Readonly<Record<string, string>>;
  /** Lines of bash, ours, which run in the application's folder before the user's commands. */
  setUp: readonly string[];
  /** Lines of bash, ours, after the user's commands. */
  finish?: readonly string[];
  /** Has a bin/ for the PATH of builds and of the application: the package manager itself. */
  isProgram?: boolean;
  /** What installs them where the project names no build commands: `npm ci`. */
  installCommands: readonly string[];
  /** Something among them is compiled when it is installed. */
  needsCompiler: boolean;
  /** Attributes of nixpkgs whose libraries they are linked against. */
  libraries: readonly string[];
  /** Secrets that only the fetcher needs, by name: registry files refer to them. */
  registrySecrets?: readonly string[];
}

export interface Dependencies {
  /** One set for each package manager the project uses; the note says what decided it. Errors: lock_invalid, dependency_fetch_failed. */
  resolve(request: DependencyRequest, step: Step): Promise<DependencySet[]>;
}

export interface RenderedFlake {
  directory: string;
  /** Installable for `nix build`. */
  installable: string;
  /** Runs Nix code of the project: evaluated without privileges and in limits before it is built. */
  isForeign?: boolean;
}

export interface Flakes {
  render(
    request: {
      folders: ProjectFolders;
      project: ProjectRef;
      config: AppConfig;
      tree: SourceTree;
      dependencies: readonly DependencySet[];
    },
    step: Step,
  ): Promise<RenderedFlake>;
}

export interface BuiltRelease {
  storePath: string;
  /** Of the project's profile; 0 when none was made. */
  generation: number;
}

export interface Builder {
  /** `nix build` into the project's profile. Errors: build_failed, disk_full, nix_missing. */
  build(
    request: { folders: ProjectFolders; project: ProjectRef; flake: RenderedFlake },
    step: Step,
  ): Promise<BuiltRelease>;
  /** Runs the project's test command in the built environment. Error: tests_failed. */
  test(
    request: { folders: ProjectFolders; flake: RenderedFlake; command: string },
    step: Step,
  ): Promise<void>;
  /** Removes generations of the project's profile, so that their store paths may be collected. Fine when absent. */
  forget(project: ProjectRef, generations: readonly number[]): Promise<void>;
  /** Removes all generations of the project's profile but these. Returns how many. */
  keepOnly(project: Pick<ProjectRef, 'id'>, generations: readonly number[]): Promise<number>;
  /** Removes the project's whole profile. Fine when absent. */
  removeProfile(project: ProjectRef): Promise<void>;
  /** What a store path needs, itself included. */
  closure(storePath: string, signal: AbortSignal): Promise<StorePackage[]>;
  version(): Promise<string>;
}

/** What must be known to start a release again: written as releases/<n>/release.json, never holds a secret. */
export interface Release {
  number: number;
  deploymentId: string;
  project: ProjectRef;
  commit: string;
  storePath: string;
  generation: number;
  environmentVersion: number;
  /**
   * Where it answers: the port that it was given as $PORT, or `start.port` when it was seen to
   * listen there instead. 0: served from the store path by Caddy itself.
   */
  port: number;
  config: AppConfig;
  /** Secrets that the application gets only where its `env` names them: they are for registries. */
  registrySecrets?: readonly string[];
}

export type {
  LogLine,
  LogWish,
  ReleaseUsage,
  RequestLog,
  ServiceManager,
  ServiceState,
} from './service-ports.ts';

export interface Router {
  readonly version: string;
  /** Makes Caddy route these projects' domains to their current links. Unchanged input changes nothing. */
  setProjects(projects: readonly { project: ProjectRef; folders: ProjectFolders }[]): Promise<void>;
  /**
   * Resolves when the web server may have lost its routes: it was restarted, or was given another
   * configuration. Now and then for no reason at all. Never rejects; an abort resolves it too.
   */
  untilDoubtful(signal: AbortSignal): Promise<void>;
  /** Points the project's traffic at the release: one atomic rename. */
  switchTo(release: Release, folders: ProjectFolders): Promise<void>;
  /** Resolves when no connection to the release's port is left, or the time is over. Returns how many were left. */
  drained(release: Release, timeoutMs: number, signal: AbortSignal): Promise<number>;
}

export interface Health {
  /**
   * Resolves when the release answers its health check as often as it must. Errors:
   * health_check_failed with the last answer, port_not_opened. Returns at once when `ended` does.
   */
  untilHealthy(release: Release, ended: Promise<unknown>, step: Step): Promise<void>;
  /** One probe: undefined when good, otherwise what was wrong. */
  probe(release: Release, signal: AbortSignal): Promise<string | undefined>;
}

export interface PortAllocator {
  /** A free TCP port that no kept release of this node uses. */
  allocate(inUse: ReadonlySet<number>): Promise<number>;
  /** Who listens on a release's port although it is not the release with this main process (0: it has ended). */
  strangerOn(port: number, pid: number): Promise<string | undefined>;
  /** Whether the release with this main process listens on the port, itself or with a child. */
  isHeldBy(port: number, pid: number): Promise<boolean>;
  /** Where the release with this main process listens: "127.0.0.1:3000". */
  listeningAddresses(pid: number): Promise<string[]>;
}

export type { DiskSpace, FolderSizes } from './disk-ports.ts';

/** Everything the deploy story may touch. */
export interface Ports {
  repositories: Repositories;
  dependencies: Dependencies;
  flakes: Flakes;
  builder: Builder;
  services: ServiceManager;
  router: Router;
  health: Health;
  ports: PortAllocator;
  requests: Pick<RequestLog, 'take'>;
}
