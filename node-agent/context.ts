import { createLogger, type Logger } from '../lib/logger.ts';
import { createRedactor, type Redactor } from '../lib/redact.ts';
import { createWaker } from '../lib/waker.ts';
import type { StatusFile } from './adapters/agent-status.ts';
import { openBuildLog } from './adapters/build-log.ts';
import { readConfigFile } from './adapters/config-file.ts';
import { readIdentity } from './adapters/identity-file.ts';
import { type Journal, openJournal } from './adapters/journal.ts';
import { createReleaseFiles, type ReleaseFiles } from './adapters/release-files.ts';
import { createEnvironmentOpener, type EnvironmentOpener } from './adapters/sealed-environment.ts';
import type { DeployTools } from './deploy/job.ts';
import { createTraffic } from './deploy/traffic.ts';
import { createSlots } from './domain/slots.ts';
import type { DiskSpace, Ports } from './ports.ts';
import { createPorts, lazyDiskSpace } from './ports-from-adapters.ts';
import type { AgentSettings } from './settings.ts';

/** Everything the agent works with. */
export interface AgentContext extends DeployTools {
  settings: AgentSettings;
  space: DiskSpace;
  /** What other programs on this machine may read about the agent. */
  status: Pick<StatusFile, 'set'>;
  /** "nixpkgs" or "offline stand-in", with ", builds not isolated" behind it where that is so. */
  toolchains(): Promise<string>;
}

export interface Overrides {
  /** Variables that the agent was started with; none by default. */
  environment?: Readonly<Record<string, string | undefined>>;
  ports?: Ports;
  space?: DiskSpace;
  status?: Pick<StatusFile, 'set'>;
  toolchains?: () => Promise<string>;
  environments?: EnvironmentOpener;
  log?: Logger;
  redactor?: Redactor;
  journal?: Journal;
  releases?: ReleaseFiles;
  now?: () => number;
}

/** Puts the agent together: the only place that makes things with effects. */
export async function createContext(
  settings: AgentSettings,
  overrides: Overrides = {},
): Promise<AgentContext> {
  const now = overrides.now ?? Date.now;
  const redactor = overrides.redactor ?? createRedactor();
  const log =
    overrides.log ?? createLogger('agent', { level: settings.logLevel, mask: redactor.mask });
  return {
    settings,
    redactor,
    log,
    now,
    ports: overrides.ports ?? (await createPorts(settings, overrides.environment)),
    releases: overrides.releases ?? createReleaseFiles(settings.root),
    environments: overrides.environments ?? recordedKey(settings),
    journal: overrides.journal ?? openJournal(settings.stateDirectory, now),
    openBuildLog,
    readConfigFile,
    buildSlots: createSlots(settings.maxBuilds),
    traffic: createTraffic(),
    reservedPorts: new Set(),
    routing: createSlots(1),
    commandEnded: createWaker(),
    space: overrides.space ?? lazyDiskSpace(settings),
    status: overrides.status ?? { set: async () => undefined },
    toolchains: overrides.toolchains ?? (() => describe(settings)),
  };
}

/** The key is read when it is needed: a node that joins again may have another one. */
function recordedKey({ stateDirectory }: AgentSettings): EnvironmentOpener {
  return {
    async open(jwe) {
      if (jwe === '') return {};
      const identity = await readIdentity(stateDirectory);
      if (identity === undefined) throw new Error('this node has no identity');
      return createEnvironmentOpener(identity.sealingKey).open(jwe);
    },
  };
}

async function describe(settings: AgentSettings): Promise<string> {
  const [{ describeToolchains }, { isolationOf }] = await Promise.all([
    import('./adapters/toolchains.ts'),
    import('./adapters/sandbox.ts'),
  ]);
  const [toolchains, { isolated }] = await Promise.all([
    describeToolchains(settings),
    // Nix itself may be broken; who builds will hear about it.
    isolationOf(settings).catch(() => ({ isolated: true })),
  ]);
  return isolated ? toolchains : `${toolchains}, builds not isolated`;
}
