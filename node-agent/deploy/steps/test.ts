import type { AppConfig } from '../../../lib/app-config/app-config.ts';
import type { RenderedFlake } from '../../ports.ts';
import type { Job } from '../job.ts';

export async function runTests(
  { tools, story, signal, folders }: Job,
  flake: RenderedFlake,
  config: AppConfig,
): Promise<void> {
  const command = config.test?.command;
  if (command === undefined) return story.skip('test', 'test.command is not set');
  await story.step('test', signal, (step) =>
    tools.ports.builder.test({ folders, flake, command }, step),
  );
}
