import { readPipfileLock, readPoetryLock } from '../../domain/poetry-lock.ts';
import { tableOf, tablesOf, textOf } from '../../domain/python-lock.ts';
import { tomlOf } from './python-local.ts';
import type { LockReader, LockTexts } from './python-locks.ts';
import type { OwnIndexes } from './python-settings.ts';

/** poetry.lock: names and hashes of every file; the index knows where they are. */
export const poetryLock: LockReader = {
  program: 'poetry',
  file: 'poetry.lock',
  installCommand: 'poetry install --only main --no-root',
  indexes: ({ pyproject }) => sourcesIn(poetryOf(pyproject)['source'], 'pyproject.toml'),
  read({ lock, pyproject }, environment) {
    const project = tomlOf(pyproject, 'pyproject.toml');
    const lists = readPoetryLock(tomlOf(lock, 'poetry.lock'), project, environment);
    const installsProject = poetryOf(pyproject)['package-mode'] !== false;
    return lists === undefined ? undefined : { lists, installsProject };
  },
};

/** Pipfile.lock: hashes of files that the index has. */
export const pipfileLock: LockReader = {
  program: 'pipenv',
  file: 'Pipfile.lock',
  installCommand: 'pipenv sync',
  indexes: ({ pipfile }) => sourcesIn(tableOf(tomlOf(pipfile, 'Pipfile'))['source'], 'Pipfile'),
  read({ lock }: LockTexts, environment) {
    const lists = readPipfileLock(jsonOf(lock), environment);
    return lists === undefined ? undefined : { lists, installsProject: false };
  },
};

function poetryOf(pyproject: string) {
  return tableOf(tableOf(tableOf(tomlOf(pyproject, 'pyproject.toml'))['tool'])['poetry']);
}

/** The public index stands in every Pipfile; the node's own setting is for that. */
const publicIndex = /^https:\/\/pypi\.(?:org|python\.org)(?:\/|$)/;

function sourcesIn(value: unknown, source: string): OwnIndexes {
  const extra = tablesOf(value).flatMap(({ url }) => {
    const address = textOf(url);
    return address === undefined || publicIndex.test(address) ? [] : [address];
  });
  return { index: undefined, extra, source };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
