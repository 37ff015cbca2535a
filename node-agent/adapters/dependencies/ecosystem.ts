import type { Runtime } from '../../domain/languages/language.ts';
import type { DependencyRequest, Step } from '../../ports.ts';

export interface EcosystemRequest extends DependencyRequest {
  /** Row of the version table for each runtime of the project: { python: "3.11" }. */
  runtimes: Readonly<Partial<Record<Runtime, string>>>;
}

/** One package manager's way from a lock file to a store path that builds use without network. */
export interface Ecosystem {
  /** Part of the store path's name: "npm". */
  readonly name: string;
  /** Raised when `fill` writes something else for the same lock: the store path must then change. */
  readonly version: number;
  /**
   * What the project's files decide; undefined when they ask for nothing, or for another package
   * manager of the same family. May complete files in the tree.
   */
  read(request: EcosystemRequest, step: Step): Promise<LockedSet | undefined>;
}

export interface LockedSet {
  /** Everything that decides the contents: equal text, equal store path. */
  key: string;
  packages: number;
  /** What decided, for people: "package-lock.json". */
  source: string;
  /** Fetches and verifies what the cache lacks and lays all of it out; returns how many were fetched. */
  fill(directory: string, step: Step): Promise<number>;
  /** Variables that make the user's own commands find it. */
  environment(storePath: string): Readonly<Record<string, string>>;
  /** Lines of bash, ours, run in the application's folder before the user's commands. */
  setUp?(storePath: string): readonly string[];
  /** Lines of bash, ours, after the user's commands: what must not differ from build to build. */
  finish?(): readonly string[];
  /**
   * The package manager itself where the toolchain does not bring it: a set of its own whose bin/
   * is on the PATH of builds and of the application.
   */
  program?: LockedSet;
  /** What installs it where the project names no build commands. */
  installCommands: readonly string[];
  /**
   * Names of the project's secrets that its registry files refer to. They are for the fetcher: the
   * application gets them only if its `env` names them.
   */
  registrySecrets?: readonly string[];
  /** Something in it is compiled when it is installed. */
  needsCompiler: boolean;
  /** Attributes of nixpkgs whose libraries it is linked against: "libpq". */
  libraries?: readonly string[];
}
