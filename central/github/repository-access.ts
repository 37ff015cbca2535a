import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../lib/user-error.ts';
import type { GithubConnection, Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import {
  httpsForm,
  type RepositoryPlace,
  repositoryHostOf,
  repositoryPlace,
  sshForm,
} from '../domain/repository-forms.ts';
import { DeliveryFailure } from '../outbox/delivery-failure.ts';
import { readOnlyToken } from './tokens.ts';

/** Somebody waits for the deployment: it is not long. */
const pausesMs = [300, 1_500];

/** What the contract with agents calls a credential; it counts for its host only. */
export type RepositoryCredential =
  | { kind: 'token'; host: string; username: string; token: string }
  | { kind: 'ssh_key'; host: string; privateKey: string };

export interface RepositoryAccess {
  /** In the form for which the credential is. */
  url: string;
  credential: RepositoryCredential | undefined;
}

/**
 * How a node gets at a project's repository: with its deploy key over ssh, else with its GitHub
 * connection over https, else as anybody. A token is made now and is good for an hour.
 *
 * @throws UserError github_token_unavailable
 */
export async function repositoryAccess(
  context: Context,
  projectId: number,
): Promise<RepositoryAccess> {
  const { deployKey, githubConnection, ...project } = await context.db.project.findUniqueOrThrow({
    where: { id: projectId },
    include: { deployKey: true, githubConnection: true },
  });
  const place = repositoryPlace(project.repositoryUrl);
  if (place !== undefined && deployKey !== null) {
    const url = sshForm(place);
    const { host } = new URL(url);
    const privateKey = await context.secretBox.open(deployKey.privateKey);
    return { url, credential: { kind: 'ssh_key', host, privateKey } };
  }
  // The token goes to the connection's own host and to no other, whatever the project's address is.
  if (place !== undefined && githubConnection !== null && isOn(place, githubConnection)) {
    return withToken(context, project, place, githubConnection);
  }
  return { url: project.repositoryUrl, credential: undefined };
}

function isOn(place: RepositoryPlace, { apiUrl }: GithubConnection): boolean {
  return new URL(httpsForm(place)).host === repositoryHostOf(apiUrl);
}

async function withToken(
  context: Context,
  project: Project,
  place: RepositoryPlace,
  connection: GithubConnection,
): Promise<RepositoryAccess> {
  const url = httpsForm(place);
  const name = place.path.replace(/\.git$/, '');
  const token = await patiently(() => readOnlyToken(context, connection, name)).catch(
    (error: unknown) => {
      throw unavailable(error, project, connection);
    },
  );
  const { host } = new URL(url);
  return { url, credential: { kind: 'token', host, username: 'x-access-token', token } };
}

/** A hiccup of GitHub fails no deployment; a refusal is told at once. */
async function patiently<Result>(action: () => Promise<Result>): Promise<Result> {
  for (const pauseMs of pausesMs) {
    try {
      return await action();
    } catch (error) {
      if (!mayPass(error)) throw error;
      await sleep(pauseMs);
    }
  }
  return action();
}

function mayPass(error: unknown): boolean {
  if (error instanceof DeliveryFailure)
    return error.attemptsMax === undefined && error.retryAt === undefined;
  return error instanceof UserError && error.code === 'target_unreachable';
}

function unavailable(error: unknown, { slug }: Project, { name }: GithubConnection): unknown {
  if (!(error instanceof DeliveryFailure || error instanceof UserError)) return error;
  const message = `The GitHub connection ${name} gave no token for the repository of ${slug}: ${error.message}`;
  return new UserError('github_token_unavailable', message, {
    hint: 'Settings → GitHub tests the connection and says what it may',
  });
}
