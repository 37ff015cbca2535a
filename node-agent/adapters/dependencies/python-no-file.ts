import { UserError } from '../../../lib/user-error.ts';
import { comparePythonVersions } from '../../domain/python-version.ts';
import { parseFileName } from '../../domain/wheel-tags.ts';
import type { FileCandidate, Pin } from './python-files.ts';
import type { Interpreter } from './python-interpreter.ts';

/** Why no file of a pinned package could be chosen, and what there is instead. */
export function noFile(
  { name, version }: Pin,
  ofVersion: readonly FileCandidate[],
  allowed: readonly FileCandidate[],
  offered: readonly FileCandidate[],
  { environment }: Interpreter,
): UserError {
  const python = environment['python_version'];
  const versions = offered.flatMap(({ filename }) => parseFileName(filename, name)?.version ?? []);
  const newest = [...new Set(versions)].sort(comparePythonVersions).slice(-8).join(', ');
  if (ofVersion.length === 0) {
    return new UserError(
      'dependency_fetch_failed',
      `${name} ${version} is not there; the index has ${newest || 'no files of it'}`,
      {
        hint: 'Correct the version in the requirements and commit them',
      },
    );
  }
  if (allowed.length === 0) {
    return new UserError(
      'dependency_changed',
      `No file of ${name} ${version} has a hash that the project allows`,
      {
        hint: 'Either the index offers other files than when the lock was made, or the lock has hashes of another version: make the lock again on your machine and compare',
      },
    );
  }
  const files = allowed
    .map(({ filename }) => filename)
    .slice(0, 6)
    .join(', ');
  return new UserError(
    'dependency_fetch_failed',
    `${name} ${version} has no file for Python ${python}: only ${files}`,
    {
      hint: `Choose another version of ${name}, or another runtime.python`,
    },
  );
}
