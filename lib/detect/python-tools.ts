import type { Draft } from './draft.ts';
import { hasFile } from './package-manager.ts';
import type { SourceFiles } from './source-files.ts';

const requirementFiles = [
  'requirements.txt',
  'requirements/production.txt',
  'requirements/prod.txt',
  'requirements/base.txt',
];

/** Whether there is anything that names Python packages. */
export function hasPythonManifest(files: SourceFiles): boolean {
  return [...requirementFiles, 'pyproject.toml', 'Pipfile', 'setup.py'].some((path) =>
    hasFile(files, path),
  );
}

/** Installs the Python dependencies as their files want it, or says why they cannot be. */
export function addPythonInstall(draft: Draft, files: SourceFiles): void {
  const requirements = requirementFiles.find((path) => hasFile(files, path));
  if (hasFile(files, 'uv.lock')) {
    draft.build('uv sync --frozen', 'uv.lock');
  } else if (hasFile(files, 'poetry.lock')) {
    const root =
      hasFile(files, 'src/__init__.py') || files.list('src').length > 0 ? '' : ' --no-root';
    draft.build(`poetry install --only main${root}`, 'poetry.lock');
  } else if (requirements !== undefined) {
    draft.build(`pip install -r ${requirements}`, requirements);
  } else if (hasFile(files, 'Pipfile')) {
    draft.build('pip install -r requirements.txt', 'Pipfile');
    draft.warn(
      'Pipfile.lock is not understood: run "pipenv requirements > requirements.txt" and commit it',
    );
  } else if (hasFile(files, 'pyproject.toml')) {
    draft.build('pip install .', 'pyproject.toml');
    draft.warn(
      'pyproject.toml has no lock file beside it: run "uv lock" and commit uv.lock, or write a requirements.txt',
    );
  }
}

/** Whether the project names a package in any of the usual files. */
export function usesPackage(files: SourceFiles, name: string): boolean {
  const pattern = new RegExp(`(^|["'\\s])${name}(?=[\\s=<>~!;"',\\[]|$)`, 'im');
  return [...requirementFiles, 'pyproject.toml', 'Pipfile', 'setup.py'].some((path) =>
    pattern.test(files.read(path) ?? ''),
  );
}
