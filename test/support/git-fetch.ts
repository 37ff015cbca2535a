import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { createRepositories } from '../../node-agent/adapters/git.ts';
import { projectFolders } from '../../node-agent/domain/folders.ts';
import type { RepositoryCredential } from '../../node-agent/domain/repository-credential.ts';
import { gitRepository } from './git-repository.ts';
import { recordingStep } from './step.ts';

/** Made anew for each test of a file that calls useRepository. */
export let root: string;
export let repository: ReturnType<typeof gitRepository>;

/** To be called once by each test file: files share workers, so a hook that stands outside would be the first file's only. */
export function useRepository(): void {
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'git-'));
    repository = gitRepository(join(root, 'repository'));
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));
}

export const folders = () => projectFolders(join(root, 'node'), { id: 1, slug: 'shop' });

interface FetchOptions {
  branch?: string;
  url?: string;
  allowLocalRepositories?: boolean;
  /** The commit that is live. */
  since?: string;
  credential?: RepositoryCredential;
}

/** Fetches as the agent does. */
export function fetch(commit: string, options: FetchOptions = {}, step = recordingStep()) {
  const { branch = 'main', url = repository.directory, allowLocalRepositories = true } = options;
  const { since = '', credential } = options;
  const settings = { root: join(root, 'node'), allowLocalRepositories };
  const request = { folders: folders(), url, branch, commit, since, credential };
  return createRepositories(settings).fetch(request, step);
}

export const source = (file: string) => join(folders().source, file);
