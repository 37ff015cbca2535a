import type { z } from 'zod';
import type { Project } from '../../../prisma/client/client.ts';
import type { Context } from '../../context.ts';
import { domainList } from '../../domain/project.ts';
import { watchPathList } from '../../domain/watched-changes.ts';
import { describeProjects, type ProjectWithState } from '../../projects/describe-projects.ts';
import type { App } from './app.ts';
import { deploymentView } from './deployment-view.ts';
import { publicUrl } from './public-url.ts';
import type { projectSchema, webhookSetupSchema } from './schemas/projects.ts';

type ProjectView = z.input<typeof projectSchema>;

/** One project as the API shows it. */
export async function showProject(
  app: App,
  context: Context,
  project: Project,
): Promise<ProjectView> {
  const [described] = await describeProjects(context, [project]);
  if (described === undefined) throw new Error('describing one project gives one');
  return projectView(app, context, described);
}

export function projectView(app: App, context: Context, described: ProjectWithState): ProjectView {
  const { project, node, status, addresses, githubConnection, deployKey, live, latest } = described;
  const { id, slug, description, repositoryUrl, repositoryName, branch } = project;
  const { autoDeploy, environmentVersion } = project;
  return {
    ...{ id, slug, description, repositoryUrl, repositoryName, branch, autoDeploy, node },
    ...{ environmentVersion, status, addresses, githubConnection },
    watchPaths: watchPathList(project.watchPaths),
    domains: domainList(project.domains),
    appUrl: addresses[0] ?? null,
    deployKey: deployKey ?? null,
    webhookUrl: webhookUrl(app, context, project),
    createdAt: project.createdAt.toISOString(),
    live: live === undefined ? null : deploymentView(live, project),
    latest: latest === undefined ? null : deploymentView(latest, project),
  };
}

/** What to paste into GitHub, with the secret that is not shown again. */
export function webhookSetup(
  app: App,
  context: Context,
  project: Project,
  secret: string,
): z.input<typeof webhookSetupSchema> {
  return {
    url: webhookUrl(app, context, project),
    secret,
    contentType: 'application/json',
    events: ['push'],
    instructions: `At GitHub: ${project.repositoryName} → Settings → Webhooks → Add webhook. Paste the URL and the secret, choose the content type application/json and "Just the push event". The secret is not shown again.`,
  };
}

/** With the project's name in it: GitHub takes one webhook per address and repository. */
function webhookUrl(app: App, context: Context, { slug }: Project): string {
  return `${publicUrl(context, app)}/webhooks/github?project=${slug}`;
}
