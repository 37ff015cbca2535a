import { mkdir, readlink, rename, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../lib/user-error.ts';
import type { Ports, Release, ServiceState, Step } from '../../node-agent/ports.ts';

type Place =
  | 'fetch'
  | 'dependencies'
  | 'render'
  | 'build'
  | 'test'
  | 'release'
  | 'start'
  | 'health'
  | 'switch';

const running = { state: 'running', restarts: 0 } as const;

type Named = Pick<Release, 'number'>;

/**
 * A machine made of memory, except for the links and files on disk. It outlives the agents that
 * work on it, as a real machine outlives a kill -9.
 */
export class FakeMachine {
  /** What was done, in order. */
  readonly story: string[] = [];
  readonly running = new Map<number, () => void>();
  config: object;
  failures = new Map<Place, Error>();
  /** Places where work hangs until it is aborted. */
  hanging = new Set<Place>();
  probeAnswer: string | undefined;
  /** What a build prints. */
  printed: readonly string[] = ['building …'];
  /** The application listens here, whatever $PORT says. */
  ownPort: number | undefined;
  #reached = new Map<Place, () => void>();
  #afterSwitch: () => Promise<void> = async () => undefined;

  /** @param config text of config.vpspilot.json */
  constructor({ config }: { config?: object } = {}) {
    this.config = config ?? {
      name: 'shop',
      type: 'nodejs',
      start: { command: 'node server.js' },
    };
  }

  fail(place: Place, code = `${place}_failed`): void {
    this.failures.set(place, new UserError(code, `${place} broke`));
  }

  /** Makes work hang at the place; resolves when it is there. */
  hangAt(place: Place): Promise<void> {
    this.hanging.add(place);
    return new Promise((resolve) => this.#reached.set(place, resolve));
  }

  /** The switch is done, but whoever did it does not hear of it; resolves in that moment. */
  killAfterSwitch(): Promise<void> {
    return new Promise((resolve) => {
      this.#afterSwitch = () => {
        this.#afterSwitch = async () => undefined;
        resolve();
        return new Promise(() => undefined);
      };
    });
  }

  /** The release's process ends by itself. */
  crash(number: number): void {
    const told = this.running.get(number);
    this.running.delete(number);
    told?.();
  }

  async at(place: Place, signal: AbortSignal): Promise<void> {
    this.#reached.get(place)?.();
    if (this.hanging.has(place)) {
      await new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
      );
    }
    const failure = this.failures.get(place);
    if (failure !== undefined) throw failure;
  }

  /** Ports for one agent on this machine. */
  ports(): Ports {
    return {
      repositories: {
        fetch: async ({ folders, branch, commit }, step) => {
          this.story.push(`fetch ${branch}`);
          await this.at('fetch', step.signal);
          await mkdir(folders.source, { recursive: true });
          const file = join(folders.source, 'config.vpspilot.json');
          await writeFile(file, JSON.stringify(this.config));
          const tip = commit === '' ? 'c0ffee'.padEnd(40, '0') : commit;
          return { commit: tip, directory: folders.source, subject: 'A change', author: 'Ann' };
        },
      },
      dependencies: {
        resolve: async (_request, step) => {
          this.story.push('dependencies');
          await this.at('dependencies', step.signal);
          return [];
        },
      },
      flakes: {
        render: async ({ folders }, step) => {
          this.story.push('render');
          await this.at('render', step.signal);
          return { directory: folders.flake, installable: `${folders.flake}#default` };
        },
      },
      builder: this.#builder(),
      services: this.#services(),
      router: this.#router(),
      requests: { take: () => new Map() },
      health: {
        untilHealthy: async (release, ended, step) => {
          this.story.push(`health ${release.number}`);
          // Nothing answers at the port that it was given.
          const isElsewhere = this.ownPort !== undefined && release.port !== this.ownPort;
          if (isElsewhere) {
            await new Promise((_, reject) =>
              step.signal.addEventListener('abort', reject, { once: true }),
            );
          }
          await Promise.race([this.at('health', step.signal), ended.then(() => undefined)]);
        },
        probe: async () => this.probeAnswer,
      },
      ports: {
        allocate: async (inUse) => firstFree(inUse),
        strangerOn: async () => undefined,
        isHeldBy: async (port) => port === this.ownPort,
        listeningAddresses: async () => [],
      },
    };
  }

  #builder(): Ports['builder'] {
    let generation = 0;
    return {
      build: async (_request, step) => {
        this.story.push('build');
        for (const line of this.printed) step.output(line);
        await this.at('build', step.signal);
        generation += 1;
        return { storePath: `/nix/store/shop-${generation}`, generation };
      },
      test: async ({ command }, step) => {
        this.story.push(`test ${command}`);
        await this.at('test', step.signal);
      },
      forget: async (_project, generations) => {
        this.story.push(`forget generations ${generations.join(' ')}`);
      },
      keepOnly: async (_project, generations) => {
        this.story.push(`keep generations ${generations.join(' ')}`);
        return 0;
      },
      removeProfile: async () => {
        this.story.push('remove profile');
      },
      closure: async () => [{ name: 'nodejs', version: '24.1.0', bytes: 9 }],
      version: async () => '2.26.3',
    };
  }

  #services(): Ports['services'] {
    const state = (number: number): ServiceState =>
      this.running.has(number) ? { ...running, pid: 1_000 + number } : { state: 'absent' };
    return {
      kind: 'process',
      start: async (release, _folders, signal) => {
        this.story.push(`start ${release.number}`);
        this.running.set(release.number, () => undefined);
        await this.at('start', signal);
        return { pid: 1_000 + release.number };
      },
      stop: async ({ number }: Named) => {
        if (this.running.has(number)) this.story.push(`stop ${number}`);
        this.crash(number);
      },
      state: async ({ number }: Named) => state(number),
      ended: ({ number }: Named, signal) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
          const reason = { state: 'failed', reason: 'exit code 1', exitCode: 1 } as const;
          const tell = () => resolve({ ...reason, lastLines: ['Error: no database'] });
          if (this.running.has(number)) this.running.set(number, tell);
          else tell();
        }),
      enableOnly: async ({ number }: Named) => {
        this.story.push(`enable ${number}`);
      },
      list: async () => [...this.running.keys()].map((number) => ({ projectId: 1, number })),
      runOnce: async (_release, _folders, command, step: Step) => {
        this.story.push(`run ${command}`);
        await this.at('release', step.signal);
      },
      remove: async () => {
        this.story.push('remove services');
      },
      usage: async () => [],
      async *logs() {
        yield { text: 'listening', stderr: false, atMs: 1, release: 1 };
        yield { text: 'key is hunter2-secret', stderr: true, atMs: 2, release: 1 };
      },
    };
  }

  #router(): Ports['router'] {
    return {
      version: '2.6.2',
      setProjects: async () => undefined,
      untilDoubtful: (signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
      switchTo: async (release, folders) => {
        await this.at('switch', AbortSignal.timeout(60_000));
        this.story.push(`switch to ${release.number}`);
        const temporary = `${folders.current}.new`;
        await mkdir(dirname(folders.current), { recursive: true });
        await symlink(folders.release(release.number), temporary);
        await rename(temporary, folders.current);
        await this.#afterSwitch();
      },
      drained: async (release) => {
        this.story.push(`drain ${release.number}`);
        return 0;
      },
    };
  }
}

function firstFree(inUse: ReadonlySet<number>): number {
  let port = 20_000;
  while (inUse.has(port)) port += 1;
  return port;
}

/** Number of the release that serves; undefined: none. */
export async function servingRelease(root: string): Promise<number | undefined> {
  const target = await readlink(join(root, 'projects/current/project-1')).catch(() => undefined);
  return target === undefined ? undefined : Number(basename(target));
}
