import type { AppConfig } from '../../../lib/app-config/app-config.ts';
import type { DependencySet, SourceTree } from '../../ports.ts';
import type { Job } from '../job.ts';

export function resolveDependencies(
  { tools, story, signal }: Job,
  tree: SourceTree,
  config: AppConfig,
): Promise<DependencySet | undefined> {
  return story.step('dependencies', signal, (step) =>
    tools.ports.dependencies.resolve(tree, config, step),
  );
}
