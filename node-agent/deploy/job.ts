import type { AppConfig } from '../../lib/app-config/app-config.ts';
import type { Logger } from '../../lib/logger.ts';
import type { Redactor } from '../../lib/redact.ts';
import type { Waker } from '../../lib/waker.ts';
import type { openBuildLog } from '../adapters/build-log.ts';
import type { Journal } from '../adapters/journal.ts';
import type { ReleaseFiles } from '../adapters/release-files.ts';
import type { EnvironmentOpener } from '../adapters/sealed-environment.ts';
import type { Slots } from '../domain/slots.ts';
import type { Ports, ProjectFolders, ProjectRef, Release } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import type { Story } from './story.ts';
import type { Traffic } from './traffic.ts';

/** What the deploy story works with; part of the agent's context. */
export interface DeployTools {
  settings: Pick<AgentSettings, 'keepReleases' | 'timeLimits'>;
  ports: Ports;
  releases: ReleaseFiles;
  environments: EnvironmentOpener;
  journal: Journal;
  openBuildLog: typeof openBuildLog;
  redactor: Redactor;
  /** Text of a tree's config.vpspilot.json; tells which one would do where there is none. Errors: config_missing, config_invalid. */
  readConfigFile(
    directory: string,
    about: { slug: string; tell(line: string): void },
  ): Promise<string>;
  buildSlots: Slots;
  traffic: Traffic;
  /** Ports given to releases that are not on disk yet. */
  reservedPorts: Set<number>;
  /** One place: who sets the routes. */
  routing: Slots;
  /** Woken whenever a command has ended, whatever way. */
  commandEnded: Waker;
  log: Logger;
  now: () => number;
}

/** One deployment on its way. */
export interface Job {
  tools: DeployTools;
  story: Story;
  /** Aborted by a cancel or the agent's stop; has no effect after the switch. */
  signal: AbortSignal;
  project: ProjectRef;
  folders: ProjectFolders;
  deploymentId: string;
  /** Of the deployment, and of the release it makes. */
  number: number;
  watchSeconds: number;
  drainSeconds: number;
}

/** Everything a release needs except its number, its port and its variables. */
export interface Candidate {
  commit: string;
  storePath: string;
  generation: number;
  config: AppConfig;
  environment: { version: number; jwe: string };
  /** See Release. */
  registrySecrets?: readonly string[];
  /** Why the release command need not run; undefined: it must. */
  released?: string;
}

/** What is deployed, as central says it. */
export interface DeployOrder {
  repositoryUrl: string;
  branch: string;
  /** Empty: the branch's tip. */
  commit: string;
  environment: Candidate['environment'];
  /** What lets the node read the repository, sealed; empty: nothing. */
  sealedCredential: string;
}

/** A release that serves, and the one it took over from. */
export interface Live {
  release: Release;
  previous: Release | undefined;
  atMs: number;
}

/** What the watch decided. */
export type Verdict = 'kept' | 'taken_back';
