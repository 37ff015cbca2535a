import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { runCommand } from '../../../lib/run-command.ts';
import { UserError } from '../../../lib/user-error.ts';
import { projectFolders } from '../../domain/folders.ts';
import type { Step } from '../../ports.ts';
import type { AgentSettings } from '../../settings.ts';
import { createRepositories } from '../git.ts';
import { contentPlace, integrityOf } from './fetch-file.ts';

export type GitSettings = Pick<AgentSettings, 'root' | 'allowLocalRepositories'>;

const archiveTimeoutMs = 2 * 60_000;

/** The repository and the full commit in "git+https://…@commit#egg=name" or "git+https://…#commit". */
export function gitAddress(text: string): { url: string; commit: string } | undefined {
  const bare = text.replace(/^git\+/, '');
  const [, url = '', commit] =
    /^([^#]*?)(?:\?[^#@]*)?@([0-9a-f]{40})(?:#.*)?$/.exec(bare) ??
    /^([^#?]*)(?:\?[^#]*)?#([0-9a-f]{40})$/.exec(bare) ??
    [];
  return commit === undefined ? undefined : { url, commit };
}

/**
 * Puts an archive of one commit into the node's cache of files. Nothing of it runs.
 *
 * @param source for people: the file that names the address.
 * @returns its hash: "sha256:…".
 * @throws UserError `lock_invalid` for a branch or a tag, which may be another commit tomorrow.
 */
export async function archiveGit(
  address: string,
  { settings, source }: { settings: GitSettings; source: string },
  step: Step,
): Promise<string> {
  const found = gitAddress(address);
  if (found === undefined) throw notPinned(address, source);
  const folder = join(settings.root, 'cache/python/git');
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(folder, 'fetch-'));
  try {
    const folders = projectFolders(scratch, { id: 0, slug: 'package' });
    const silent: Step = { ...step, signal: step.signal, note: () => undefined };
    step.output(`${found.url} from git, commit ${found.commit.slice(0, 12)}`);
    const url = found.url.replace(/^file:\/\//, '');
    const request = { folders, url, branch: '', commit: found.commit };
    await createRepositories(settings).fetch(request, silent);
    const archive = ['archive', '--format=tar', '--prefix=package/', found.commit];
    const { bytes } = await runCommand(['git', `--git-dir=${folders.mirror}`, ...archive], {
      binary: true,
      signal: step.signal,
      timeoutMs: archiveTimeoutMs,
    });
    return await keep(await promisify(gzip)(bytes), settings, scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Whether the cache has a file of this hash. */
export function isCached(hash: string, { root }: GitSettings): boolean {
  return existsSync(join(root, 'cache/files', placeOf(hash)));
}

async function keep(bytes: Uint8Array, { root }: GitSettings, scratch: string): Promise<string> {
  const hash = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const partial = join(scratch, 'archive');
  await writeFile(partial, bytes, { mode: 0o444 });
  const content = join(root, 'cache/files', placeOf(hash));
  await mkdir(dirname(content), { recursive: true });
  await rename(partial, content);
  return hash;
}

function placeOf(hash: string): string {
  return contentPlace(integrityOf('sha256', hash.slice('sha256:'.length)));
}

function notPinned(address: string, source: string): UserError {
  return new UserError('lock_invalid', `${source} wants ${address}, which names no single commit`, {
    hint: 'Name the full commit behind the address: "name @ git+https://…@<40 digits>"',
  });
}
