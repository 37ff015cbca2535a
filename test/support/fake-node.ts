import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { createLogger } from '../../lib/logger.ts';
import { openJournal } from '../../node-agent/adapters/journal.ts';
import { createReleaseFiles } from '../../node-agent/adapters/release-files.ts';
import { type AgentContext, createContext } from '../../node-agent/context.ts';
import { createDispatcher, type Dispatcher } from '../../node-agent/deploy/dispatch.ts';
import { restore } from '../../node-agent/deploy/restore.ts';
import type { TimeLimits } from '../../node-agent/domain/time-limits.ts';
import { defaultSettings } from '../../node-agent/settings.ts';
import {
  type Command,
  CommandOutcome,
  CommandSchema,
  type Event,
  StepOutcome,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { FakeMachine } from './fake-ports.ts';
import { mortal } from './mortal.ts';

export type CommandContent = NonNullable<MessageInitShape<typeof CommandSchema>['command']>;

/** The deploy story of a node over a fake machine, with real files and journal. */
export class FakeNode {
  readonly machine: FakeMachine;
  readonly folder = mkdtempSync(join(tmpdir(), 'vpspilot-node-'));
  readonly secrets = new Map<string, Record<string, string>>();
  log = createLogger('agent', { level: 'silent' });
  keepReleases = 5;
  maxBuilds = 2;
  timeLimits: TimeLimits = {};
  context!: AgentContext;
  dispatcher!: Dispatcher;
  #number = 0;
  #life = 0;

  constructor(machine = new FakeMachine()) {
    this.machine = machine;
  }

  get root(): string {
    return join(this.folder, 'root');
  }

  /** Starts an agent on the machine: at first, or after the one before was killed. */
  async boot(): Promise<void> {
    this.#life += 1;
    const life = this.#life;
    const isDead = () => life !== this.#life;
    const stateDirectory = join(this.folder, 'state');
    const ports = Object.entries(this.machine.ports()).map(([name, port]) => [
      name,
      mortal(port, isDead),
    ]);
    this.context = await createContext(
      {
        ...defaultSettings,
        root: this.root,
        stateDirectory,
        keepReleases: this.keepReleases,
        maxBuilds: this.maxBuilds,
        timeLimits: this.timeLimits,
      },
      {
        ports: Object.fromEntries(ports),
        journal: mortal(openJournal(stateDirectory), isDead),
        releases: mortal(createReleaseFiles(this.root), isDead),
        environments: { open: async (jwe) => this.secrets.get(jwe) ?? {} },
        log: this.log,
        toolchains: async () => 'offline stand-in',
      },
    );
    this.dispatcher = createDispatcher(this.context);
    await restore(this.context);
    await this.dispatcher.resume();
  }

  /** The agent is gone without a word; the machine and its disk stay. */
  async kill(): Promise<void> {
    this.machine.hanging.clear();
    this.machine.story.push('kill -9');
    await this.boot();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  deploy(changes: Partial<DeployFields> = {}): Command {
    const { environment, ...others } = changes;
    return this.command({
      case: 'deploy',
      value: {
        project: { id: 1, slug: 'shop', domains: ['shop.localhost'] },
        deployment: this.header(others),
        repositoryUrl: 'https://example.org/shop.git',
        branch: 'main',
        environment: { version: 1, jwe: environment ?? '' },
      },
    });
  }

  rollBack(toRelease: number): Command {
    const project = { id: 1, slug: 'shop', domains: [] };
    return this.command({
      case: 'rollBack',
      value: { project, deployment: this.header(), toRelease },
    });
  }

  changeEnvironment(jwe: string): Command {
    const project = { id: 1, slug: 'shop', domains: [] };
    const environment = { version: 2, jwe };
    return this.command({
      case: 'changeEnvironment',
      value: { project, deployment: this.header(), environment },
    });
  }

  header({ watchSeconds = 0, drainSeconds = 0 }: Partial<DeployFields> = {}) {
    this.#number += 1;
    const number = this.#number;
    return { deploymentId: `deployment-${number}`, number, watchSeconds, drainSeconds };
  }

  command(command: CommandContent, deadlineMs = 0n): Command {
    return create(CommandSchema, { id: `command-${this.#number}`, deadlineMs, command });
  }

  /** Runs commands to their ends. */
  async run(...commands: Command[]): Promise<void> {
    for (const command of commands) await this.dispatcher.accept(command);
    await this.dispatcher.idle();
  }

  events(commandId: string): Promise<Event[]> {
    return this.context.journal.read(commandId, 0, 10_000_000);
  }

  /** One line per event of interest: "fetch done", "live 1", "finished SUCCEEDED". */
  async told(commandId: string): Promise<string[]> {
    return (await this.events(commandId)).flatMap(wordsOf);
  }
}

interface DeployFields {
  watchSeconds: number;
  drainSeconds: number;
  environment: string;
}

function nameOf(table: Record<string, number>, value: number): string {
  return Object.entries(table).find(([, number]) => number === value)?.[0] ?? '?';
}

function wordsOf({ event }: Event): string[] {
  switch (event.case) {
    case 'accepted':
      return [`accepted ${event.value.attempt}`];
    case 'stepFinished': {
      const { step, outcome, failure } = event.value;
      const end = nameOf(StepOutcome, outcome).toLowerCase();
      return [`${step} ${end}${failure === undefined ? '' : `: ${failure.code}`}`];
    }
    case 'releaseLive':
      return [`live ${event.value.release}`];
    case 'releaseRolledBack':
      return [`rolled back ${event.value.release} to ${event.value.toRelease}`];
    case 'finished': {
      const { outcome, failure } = event.value;
      const end = nameOf(CommandOutcome, outcome);
      return [`finished ${end}${failure === undefined ? '' : `: ${failure.code}`}`];
    }
    case 'warning':
      return [`warning ${event.value.code}`];
    default:
      return [];
  }
}
