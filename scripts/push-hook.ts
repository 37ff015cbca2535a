/** `vpspilot push-hook [folder]`: plays GitHub's part for a commit of a local repository. */
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../lib/user-error.ts';
import { Api } from './platform/api.ts';
import { platformFolders } from './platform/folders.ts';
import { pushAndFollow } from './platform/push.ts';
import { type PlatformState, readState } from './platform/state.ts';
import { repositoryRoot, runScript, startedIn } from './run-script.ts';

const help = `Usage: vpspilot push-hook [folder] [--project NAME]

Sends the webhook that GitHub sends for a push: for the newest commit of the git repository in this
folder (default: here), signed with the project's webhook secret; then shows the deployment.

By default it goes to the running demo. For another central:

  --project NAME        the project's name
  VPSPILOT_SERVER, VPSPILOT_TOKEN   where central is, and a token that may read deployments
  VPSPILOT_WEBHOOK_SECRET           the project's webhook secret
  --repository O/N      the repository's name at GitHub`;

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      project: { type: 'string' },
      repository: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    console.log(help);
    return 0;
  }
  const folder = resolve(startedIn, positionals[0] ?? '.');
  const { api, target } = foreignTarget(values) ?? (await demoTarget(folder, values.project));
  const deployment = await pushAndFollow(api, target, folder, process.stdout);
  return deployment.state === 'live' ? 0 : 1;
});

function foreignTarget({ project, repository }: { project?: string; repository?: string }) {
  const {
    VPSPILOT_SERVER: server,
    VPSPILOT_TOKEN: token,
    VPSPILOT_WEBHOOK_SECRET: secret,
  } = process.env;
  if (server === undefined || token === undefined || secret === undefined) return undefined;
  if (project === undefined || repository === undefined) {
    throw new UserError(
      'usage',
      'Another central than the demo’s needs --project and --repository',
      {
        hint: 'See vpspilot push-hook --help',
      },
    );
  }
  return {
    api: new Api(server, token),
    target: { url: `${server}/webhooks/github?project=${project}`, secret, repository },
  };
}

/** A demo keeps its repository in its own folder. */
async function demoTarget(folder: string, wanted: string | undefined) {
  const state =
    (await readState(platformFolders(dirname(folder)))) ??
    (await readState(platformFolders(join(repositoryRoot, 'data/demo'))));
  if (state?.project === undefined || state.adminToken === undefined) {
    throw new UserError('no_demo', 'There is no demo to push to', {
      hint: 'Start it: vpspilot demo',
    });
  }
  const { project } = state;
  if (wanted !== undefined && wanted !== project.slug) {
    throw new UserError('project_not_found', `The demo has no project '${wanted}'`, {
      hint: `It has ${project.slug}`,
    });
  }
  return { api: new Api(apiUrl(state), state.adminToken), target: targetOf(state, project) };
}

function targetOf(
  state: PlatformState,
  { slug, webhookSecret, repository }: NonNullable<PlatformState['project']>,
) {
  return {
    url: `${apiUrl(state)}/webhooks/github?project=${slug}`,
    secret: webhookSecret,
    repository,
  };
}

function apiUrl({ ports, address = '127.0.0.1' }: PlatformState): string {
  return `http://${address}:${ports.api}`;
}
