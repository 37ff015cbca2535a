import { basename, join } from 'node:path';
import { type ExampleRepository, openExampleRepository } from '../platform/example-repository.ts';
import type { Platform } from '../platform/start.ts';
import type { WebhookTarget } from '../platform/webhook.ts';
import { repositoryRoot } from '../run-script.ts';

/** The example as a project of the platform. */
export interface DemoProject {
  slug: string;
  host: string;
  repository: ExampleRepository;
  webhook: WebhookTarget;
}

const slug = 'nodejs-hello';
/** Browsers and most systems send every name under localhost to this machine. */
const host = `${slug}.localhost`;
export const firstGreeting = 'Hello from vpspilot';

/** Opens the demo's repository and project, or makes both. Nothing is deployed yet. */
export async function openProject(platform: Platform): Promise<DemoProject> {
  const folder = join(platform.folders.root, slug);
  const repository = await openExampleRepository(join(repositoryRoot, 'examples', slug), folder);
  const known = platform.state.project ?? (await createProject(platform, folder));
  return {
    ...{ slug, host, repository },
    webhook: {
      url: `${platform.api.url}/webhooks/github?project=${slug}`,
      secret: known.webhookSecret,
      repository: known.repository,
    },
  };
}

async function createProject(platform: Platform, folder: string) {
  const repository = `demo/${basename(folder)}`;
  const { webhook } = await platform.api.call<{ webhook: { secret: string } }>(
    'POST',
    '/projects',
    {
      name: slug,
      repositoryUrl: `file://${folder}`,
      repositoryName: repository,
      domains: [host],
    },
  );
  const project = { slug, repository, folder, webhookSecret: webhook.secret };
  await platform.save({ project });
  await platform.api.call('PATCH', `/projects/${slug}/secrets`, {
    set: { GREETING: firstGreeting },
  });
  return project;
}
