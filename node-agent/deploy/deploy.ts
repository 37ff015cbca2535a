import { withBuildSlot } from './build-slot.ts';
import { goLive } from './go-live.ts';
import type { DeployOrder, Job, Live } from './job.ts';
import { build } from './steps/build.ts';
import { readConfig } from './steps/config.ts';
import { resolveDependencies } from './steps/dependencies.ts';
import { fetchSource } from './steps/fetch.ts';
import { render } from './steps/render.ts';
import { runTests } from './steps/test.ts';
import { tellConfig } from './tell-contents.ts';

/**
 * Brings a commit live. The running release is not touched before the switch, and nothing fails
 * after it: what remains to be done then is returned, for `settle`.
 */
export async function deploy(job: Job, order: DeployOrder): Promise<Live> {
  const tree = await fetchSource(job, order);
  const config = await readConfig(job, tree);
  tellConfig(job, config);

  const built = await withBuildSlot(job, async () => {
    const dependencies = await resolveDependencies(job, order, tree, config);
    const flake = await render(job, { tree, config, dependencies });
    const release = await build(job, flake);
    await runTests(job, flake, config);
    const registrySecrets = dependencies.flatMap((set) => set.registrySecrets ?? []);
    return { ...release, registrySecrets };
  });

  return goLive(job, { commit: tree.commit, config, ...built, environment: order.environment });
}
