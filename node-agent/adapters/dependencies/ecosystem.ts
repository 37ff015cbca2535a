import type { AppConfig } from '../../../lib/app-config/app-config.ts';
import type { SourceTree, Step } from '../../ports.ts';

/** One package manager's way from a lock file to a store path that builds use without network. */
export interface Ecosystem {
  /** Part of the store path's name: "npm". */
  readonly name: string;
  /** Raised when `fill` writes something else for the same lock: the store path must then change. */
  readonly version: number;
  /** What the project's files decide; undefined when they ask for nothing. May complete files in the tree. */
  read(tree: SourceTree, config: AppConfig, step: Step): Promise<LockedSet | undefined>;
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
}
