import type { AppConfig } from '../../../lib/app-config/app-config.ts';
import type { DependencySet, SourceTree } from '../../ports.ts';
import type { DeployOrder, Job } from '../job.ts';

/** Brings what the lock files name into the store. Registry tokens may be among the project's secrets. */
export function resolveDependencies(
  { tools, story, signal, project, number }: Job,
  { environment }: DeployOrder,
  tree: SourceTree,
  config: AppConfig,
): Promise<DependencySet[]> {
  const secrets = async () => {
    const opened = await tools.environments.open(environment.jwe);
    // Before anything could print one of them.
    tools.redactor.set(`${project.id}@${number}`, Object.values(opened));
    return opened;
  };
  return story.step('dependencies', signal, (step) =>
    tools.ports.dependencies.resolve({ project, tree, config, secrets }, step),
  );
}
