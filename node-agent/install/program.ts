/** How this process was started. */
export interface RunningProgram {
  /** Absolute path of the Node binary. */
  node: string;
  /** Absolute path of main.ts or of the bundle. */
  script: string;
}

const versionFolder = /^(.*\/agent)\/[^/]+\/([^/]+)$/;

/**
 * Node flags that keep an idle agent small (100 MB without them, under 70 with): it waits nearly all
 * its life, and what it does takes milliseconds without a compiler too. WebAssembly stays.
 */
export const nodeFlags = [
  '--max-semi-space-size=1',
  '--max-old-space-size=256',
  '--optimize-for-size',
  '--single-threaded',
  '--v8-pool-size=0',
  '--no-opt',
  '--no-sparkplug',
  '--max-lazy',
  '--bytecode-old-age=1',
  '--disable-warning=ExperimentalWarning',
] as const;

/**
 * Goes with the flags, for the same reason. The thresholds make the C library give memory back that
 * a deployment has used: left alone it raises them, and keeps some megabytes for ever.
 */
export const nodeEnvironment = {
  UV_THREADPOOL_SIZE: '2',
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '65536',
  MALLOC_MMAP_THRESHOLD_: '65536',
} as const;

/**
 * The command for the unit. A bundle in a version's folder is named through the link `current`, so
 * that an upgrade is one rename and a restart.
 */
export function installedProgram({ node, script }: RunningProgram): string[] {
  return [node, ...nodeFlags, script.replace(versionFolder, '$1/current/$2'), 'run'];
}
