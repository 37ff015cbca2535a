import type { BuiltRelease, RenderedFlake } from '../../ports.ts';
import type { Job } from '../job.ts';

export function build(
  { tools, story, signal, folders, project }: Job,
  flake: RenderedFlake,
): Promise<BuiltRelease> {
  return story.step('build', signal, (step) =>
    tools.ports.builder.build({ folders, project, flake }, step),
  );
}
