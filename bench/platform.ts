import { join } from 'node:path';
import { type DemoProject, openProject } from '../scripts/demo/project.ts';
import { forgetPlatform } from '../scripts/platform/forget.ts';
import { type Platform, type PlatformOptions, startPlatform } from '../scripts/platform/start.ts';
import { repositoryRoot } from '../scripts/run-script.ts';

/** A fresh platform with the example as its project, only for a measurement; gone afterwards. */
export async function withPlatform<Result>(
  signal: AbortSignal,
  measure: (platform: Platform, project: DemoProject) => Promise<Result>,
  start: (options: PlatformOptions) => Promise<Platform> = startPlatform,
): Promise<Result> {
  const folder = join(repositoryRoot, 'data/bench');
  await forgetPlatform(folder);
  const platform = await start({
    ...{ folder, signal },
    nodeName: 'bench',
    serviceManager: 'auto',
    toolchains: 'auto',
    onReady: (part, _, what) => console.log(`  ${part}: ${what}`),
  });
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  try {
    const project = await openProject(platform);
    return await Promise.race([measure(platform, project), platform.failed, interrupted]);
  } finally {
    await platform.stop();
  }
}
