import type { Builder, Dependencies, DiskSpace, Flakes, Ports, Repositories } from './ports.ts';
import type { AgentSettings } from './settings.ts';

/** Variables that the agent was started with. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The real adapters. Those that only a build needs are loaded by the first build: an idle agent
 * should be small.
 */
export async function createPorts(
  settings: AgentSettings,
  environment: Environment = {},
): Promise<Ports> {
  const [services, router, health, ports, requestLog] = await Promise.all([
    import('./adapters/service-manager.ts'),
    import('./adapters/caddy.ts'),
    import('./adapters/health.ts'),
    import('./adapters/ports.ts'),
    import('./adapters/request-log.ts'),
  ]);
  const requests = requestLog.createRequestLog(settings.stateDirectory);
  return {
    repositories: lazyRepositories(settings),
    dependencies: lazyDependencies({ ...settings, environment }),
    flakes: lazyFlakes(settings),
    builder: lazyBuilder(settings),
    services: services.createServiceManager(settings),
    router: router.createRouter(settings, requests),
    requests,
    health: health.createHealth(),
    ports: ports.createPortAllocator(settings),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Loaded by the first sweep. */
export function lazyDiskSpace(settings: AgentSettings): DiskSpace {
  const real = once(async () =>
    (await import('./adapters/disk-space.ts')).createDiskSpace(settings),
  );
  return {
    measure: async () => (await real()).measure(),
    store: async (signal) => (await real()).store(signal),
    kept: async (paths, signal) => (await real()).kept(paths, signal),
    folders: async (projects, signal) => (await real()).folders(projects, signal),
    forgetDependencies: async (unusedMs) => (await real()).forgetDependencies(unusedMs),
    collectGarbage: async (request, signal) => (await real()).collectGarbage(request, signal),
  };
}

function lazyRepositories(settings: AgentSettings): Repositories {
  const real = once(async () => (await import('./adapters/git.ts')).createRepositories(settings));
  return { fetch: async (request, step) => (await real()).fetch(request, step) };
}

function lazyDependencies(settings: AgentSettings & { environment: Environment }): Dependencies {
  const real = once(async () =>
    (await import('./adapters/dependencies.ts')).createDependencies(settings),
  );
  return { resolve: async (request, step) => (await real()).resolve(request, step) };
}

function lazyFlakes(settings: AgentSettings): Flakes {
  const real = once(async () => (await import('./adapters/flakes.ts')).createFlakes(settings));
  return { render: async (request, step) => (await real()).render(request, step) };
}

function lazyBuilder(settings: AgentSettings): Builder {
  const real = once(async () =>
    (await import('./adapters/nix-builder.ts')).createBuilder(settings),
  );
  return {
    build: async (request, step) => (await real()).build(request, step),
    test: async (request, step) => (await real()).test(request, step),
    forget: async (project, generations) => (await real()).forget(project, generations),
    keepOnly: async (project, generations) => (await real()).keepOnly(project, generations),
    removeProfile: async (project) => (await real()).removeProfile(project),
    closure: async (storePath, signal) => (await real()).closure(storePath, signal),
    version: async () => (await real()).version(),
  };
}
