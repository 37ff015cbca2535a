import type { AppConfig } from '../../../lib/app-config/app-config.ts';
import type { DependencySet, RenderedFlake, SourceTree } from '../../ports.ts';
import type { Job } from '../job.ts';

export function render(
  { tools, story, signal, folders, project }: Job,
  parts: { tree: SourceTree; config: AppConfig; dependencies: readonly DependencySet[] },
): Promise<RenderedFlake> {
  return story.step('render', signal, (step) =>
    tools.ports.flakes.render({ folders, project, ...parts }, step),
  );
}
