import { posix } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import type { SourceFiles } from '../../../lib/detect/source-files.ts';
import { UserError } from '../../../lib/user-error.ts';
import { readPythonProject } from '../../domain/python-project.ts';
import { parseRequirement, type Requirement } from '../../domain/requirements.ts';
import type { Step } from '../../ports.ts';

/** Projects inside of the repository that are installed from there: `.`, `-e ./lib`. */
export interface LocalProjects {
  /** What they need at run time. */
  requirements: readonly Requirement[];
  /** What building each of them needs. */
  buildRequires: readonly (readonly string[])[];
  /** Wheels and archives in the repository. */
  archives: readonly string[];
}

/**
 * Reads what local projects say about themselves; their set-up programs are not run.
 *
 * @throws UserError `lock_invalid` when there is no project.
 */
export function localProjects(
  requirements: readonly Requirement[],
  files: SourceFiles,
  step: Step,
): LocalProjects {
  const found = {
    requirements: [] as Requirement[],
    buildRequires: [] as (readonly string[])[],
    archives: [] as string[],
  };
  for (const { path, extras, source } of requirements) {
    if (path === undefined) continue;
    if (/\.(?:whl|tar\.gz|zip)$/.test(path)) {
      found.archives.push(path);
      continue;
    }
    const project = readProject(files, path, source);
    found.buildRequires.push(project.buildRequires);
    const optional = extras.flatMap((extra) => project.optional[extra] ?? []);
    const place = { file: '', source: posix.join(path, 'pyproject.toml') };
    const own = [...project.dependencies, ...optional].map((line) => parseRequirement(line, place));
    found.requirements.push(...own);
    if (project.isDynamic) {
      step.warn(
        'python_dependencies_unknown',
        `${posix.join(path, 'setup.py')} is a program, which is not run while the network is on: list what it needs in requirements.txt`,
      );
    }
  }
  return found;
}

function readProject(files: SourceFiles, path: string, source: string) {
  const text = files.read(posix.join(path, 'pyproject.toml'));
  const setupConfig = files.read(posix.join(path, 'setup.cfg')) ?? '';
  const hasSetup = files.read(posix.join(path, 'setup.py')) !== undefined;
  if (text === undefined && setupConfig === '' && !hasSetup) {
    throw new UserError(
      'lock_invalid',
      `${source} installs ${path}, where there is no pyproject.toml and no setup.py`,
      {
        hint: 'Correct the path, then push again',
      },
    );
  }
  const project = readPythonProject(
    text === undefined ? undefined : tomlOf(text, posix.join(path, 'pyproject.toml')),
  );
  const inConfig = /^install_requires\s*=((?:.*\n?)(?:[ \t]+.*\n?)*)/m.exec(setupConfig)?.[1] ?? '';
  const more = inConfig
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const dependencies = [...project.dependencies, ...more];
  return { ...project, dependencies, isDynamic: hasSetup && dependencies.length === 0 };
}

/** @throws UserError `lock_invalid` naming the file. */
export function tomlOf(text: string, file: string): unknown {
  try {
    return parseToml(text);
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new UserError('lock_invalid', `${file} cannot be read: ${reason}`, {
      hint: 'Make it again on your machine and commit it',
      cause,
    });
  }
}
