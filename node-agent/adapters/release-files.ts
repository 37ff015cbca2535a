import { mkdir, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { projectFolders, projectOfFolder } from '../domain/folders.ts';
import type { ProjectFolders, ProjectRef, Release } from '../ports.ts';
import { writeAtomically } from './atomic-file.ts';

/** Written in the moment of the switch: what was live before, and since when this one is. */
export interface SwitchRecord {
  /** Number of the release that served before; 0: none. */
  previous: number;
  atMs: number;
}

/**
 * Releases of every project on disk, which is the truth about this node: `releases/<n>/` says what
 * a release is, the link `current/project-<id>` says which one is live.
 */
export interface ReleaseFiles {
  /** Makes the folders that every node has. */
  prepare(): Promise<void>;
  folders(project: Pick<ProjectRef, 'id' | 'slug'>): ProjectFolders;
  projects(): Promise<Pick<ProjectRef, 'id' | 'slug'>[]>;
  /** Kept releases, oldest first. */
  list(project: Pick<ProjectRef, 'id' | 'slug'>): Promise<Release[]>;
  read(project: Pick<ProjectRef, 'id' | 'slug'>, number: number): Promise<Release | undefined>;
  /** With the highest number, live or not. */
  newest(project: Pick<ProjectRef, 'id' | 'slug'>): Promise<Release | undefined>;
  live(project: Pick<ProjectRef, 'id' | 'slug'>): Promise<Release | undefined>;
  /** Makes the folder of a release with all that is needed to start it, now or later. */
  create(release: Release, environment: { file: string; sealed: string }): Promise<void>;
  /** Writes the record of a release again, whose port has turned out to be another one. */
  correct(release: Release): Promise<void>;
  sealedEnvironment(release: Pick<Release, 'project' | 'number'>): Promise<string>;
  recordSwitch(release: Release, record: SwitchRecord): Promise<void>;
  switchRecord(release: Pick<Release, 'project' | 'number'>): Promise<SwitchRecord | undefined>;
  remove(release: Pick<Release, 'project' | 'number'>): Promise<void>;
  removeProject(project: Pick<ProjectRef, 'id' | 'slug'>): Promise<void>;
}

export function createReleaseFiles(root: string): ReleaseFiles {
  const folders = (project: Pick<ProjectRef, 'id' | 'slug'>) => projectFolders(root, project);
  const folderOf = (release: Pick<Release, 'project' | 'number'>) =>
    folders(release.project).release(release.number);
  const read = (project: Pick<ProjectRef, 'id' | 'slug'>, number: number) =>
    readJson<Release>(join(folders(project).release(number), 'release.json'));
  const numbersOf = async (project: Pick<ProjectRef, 'id' | 'slug'>) => {
    const names = await namesIn(join(folders(project).root, 'releases'));
    return names
      .map(Number)
      .filter(Number.isInteger)
      .sort((a, b) => a - b);
  };
  return {
    folders,
    read,
    async prepare() {
      const names = ['projects/current', 'backups', 'logs', 'cache/nix'];
      await Promise.all(names.map((name) => mkdir(join(root, name), { recursive: true })));
    },
    async projects() {
      const names = await namesIn(join(root, 'projects'));
      return names.map(projectOfFolder).filter((project) => project !== undefined);
    },
    async list(project) {
      const numbers = await numbersOf(project);
      const releases = await Promise.all(numbers.map((number) => read(project, number)));
      return releases.filter((release) => release !== undefined);
    },
    async newest(project) {
      for (const number of (await numbersOf(project)).reverse()) {
        const release = await read(project, number);
        if (release !== undefined) return release;
      }
      return undefined;
    },
    async live(project) {
      const target = await orUndefined(readlink(folders(project).current));
      return target === undefined ? undefined : await read(project, Number(basename(target)));
    },
    create: (release, environment) => writeRelease(release, folders(release.project), environment),
    correct: (release) => writeRecord(release, folderOf(release)),
    async sealedEnvironment(release) {
      return (
        (await orUndefined(readFile(join(folderOf(release), 'environment.jwe'), 'utf8'))) ?? ''
      );
    },
    recordSwitch: (release, record) =>
      writeAtomically(join(folderOf(release), 'switched.json'), asJson(record), 0o644, {
        durable: false,
      }),
    switchRecord: (release) => readJson<SwitchRecord>(join(folderOf(release), 'switched.json')),
    remove: (release) => rm(folderOf(release), { recursive: true, force: true }),
    async removeProject(project) {
      const { root: own, current, log, errorLog } = folders(project);
      // The link first: without it nothing is live, whatever is still there.
      const logs = [log, errorLog].flatMap((file) => [file, `${file}.1`]);
      const notes = logs.map((file) => `${file}.times`);
      for (const path of [current, own, ...logs, ...notes]) {
        await rm(path, { recursive: true, force: true });
      }
    },
  };
}

async function writeRelease(
  release: Release,
  folders: ProjectFolders,
  environment: { file: string; sealed: string },
): Promise<void> {
  const folder = folders.release(release.number);
  await rm(folder, { recursive: true, force: true });
  await Promise.all([
    mkdir(join(folder, 'route'), { recursive: true }),
    mkdir(folders.shared, { recursive: true }),
  ]);
  const quick = { durable: false };
  await Promise.all([
    writeAtomically(join(folder, '.env'), environment.file, 0o600, quick),
    writeAtomically(join(folder, 'environment.jwe'), environment.sealed, 0o600, quick),
    release.port > 0 &&
      writeAtomically(join(folder, 'route', String(release.port)), '', 0o644, quick),
  ]);
  // Last: it is what makes the folder a release, and a live link must never lead to half of one.
  await writeRecord(release, folder);
}

function writeRecord(release: Release, folder: string): Promise<void> {
  return writeAtomically(join(folder, 'release.json'), asJson(release), 0o644);
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function readJson<T>(file: string): Promise<T | undefined> {
  const text = await orUndefined(readFile(file, 'utf8'));
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

async function namesIn(folder: string): Promise<string[]> {
  return (await orUndefined(readdir(folder))) ?? [];
}

async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
