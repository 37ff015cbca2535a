/**
 * Lets git in to a private repository. A token reaches git through the environment of its process
 * and goes to no other host, whatever a server redirects to; a key is a file that only root can
 * read, in memory where the machine has a place for that, and gone with the fetch.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFor, type RepositoryCredential } from '../domain/repository-credential.ts';
import { sshHosts } from '../domain/ssh-hosts.ts';

/** Variables for git by the address that it talks to. */
export type GitAccess = (url: string) => Readonly<Record<string, string>>;

/** Runs `work` with access to what the credential is for. */
export async function withAccess<T>(
  root: string,
  credential: RepositoryCredential | undefined,
  work: (access: GitAccess) => Promise<T>,
): Promise<T> {
  if (credential === undefined) return work(() => ({}));
  await using kept = new AsyncDisposableStack();
  const variables =
    credential.kind === 'token'
      ? tokenVariables(credential)
      : await keyVariables(root, credential, kept);
  return await work((url) => (isFor(credential, url) ? variables : {}));
}

type Token = Extract<RepositoryCredential, { kind: 'token' }>;
type Key = Extract<RepositoryCredential, { kind: 'ssh_key' }>;

/** A shell function; git calls it with "get", "store" or "erase". */
const helper =
  '!f() { test "$1" = get || exit 0; printf "username=%s\\npassword=%s\\n" "$VPSPILOT_GIT_USERNAME" "$VPSPILOT_GIT_TOKEN"; }; f';

/** git asks a helper only for the host that its setting names. */
function tokenVariables({ host, username, token }: Token) {
  const key = `credential.https://${host}.helper`;
  return {
    GIT_CONFIG_COUNT: '2',
    // Empty: whatever the machine's own settings say for this host counts no more.
    ...{ GIT_CONFIG_KEY_0: key, GIT_CONFIG_VALUE_0: '' },
    ...{ GIT_CONFIG_KEY_1: key, GIT_CONFIG_VALUE_1: helper },
    VPSPILOT_GIT_USERNAME: username,
    VPSPILOT_GIT_TOKEN: token,
  };
}

async function keyVariables(root: string, { privateKey }: Key, kept: AsyncDisposableStack) {
  const cache = join(root, 'cache');
  await mkdir(cache, { recursive: true });
  const parent = existsSync('/dev/shm') ? '/dev/shm' : cache;
  await removeAbandoned(parent);
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  kept.defer(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'key');
  await writeFile(file, `${privateKey.trimEnd()}\n`, { mode: 0o600 });
  const published = join(folder, 'published-hosts');
  await writeFile(published, sshHosts);
  return { GIT_SSH_COMMAND: sshCommand(file, join(cache, 'known_hosts'), published) };
}

/** No setting of root's own takes part; a host that has shown its key once must show the same again. */
function sshCommand(key: string, known: string, published: string): string {
  const options = [
    ...['BatchMode=yes', 'ConnectTimeout=20', 'IdentitiesOnly=yes', 'IdentityAgent=none'],
    ...['StrictHostKeyChecking=accept-new', `UserKnownHostsFile=${known}`],
    ...[`GlobalKnownHostsFile=${published}`, 'UpdateHostKeys=no'],
  ].map((option) => `-o '${option}'`);
  return `ssh -F /dev/null -i '${key}' ${options.join(' ')}`;
}

const prefix = 'vpspilot-key-';

/** Left by an agent that was killed. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = /^vpspilot-key-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}
