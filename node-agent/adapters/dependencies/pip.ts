import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOfFolder } from '../../../lib/detect/source-files.ts';
import { commandsUse, pipInstalls } from '../../domain/python-commands.ts';
import { markerHolds } from '../../domain/python-markers.ts';
import { pythonShims } from '../../domain/python-shims.ts';
import {
  type InstallArguments,
  type RequirementSet,
  readRequirements,
} from '../../domain/requirements-files.ts';
import type { Step } from '../../ports.ts';
import type { Ecosystem, EcosystemRequest } from './ecosystem.ts';
import { directName, selectRequirements } from './pip-select.ts';
import { localProjects } from './python-local.ts';
import {
  type PythonSelection,
  platformKey,
  pythonSet,
  rememberSelection,
  setVariable,
} from './python-set.ts';
import { type PythonSettings, pythonTools } from './python-settings.ts';

/** pip: a folder of wheels and source archives, which `pip install` searches instead of an index. */
export function pipEcosystem(settings: PythonSettings): Ecosystem {
  return {
    name: 'pip',
    version: 1,
    async read(request, step) {
      const wanted = installArguments(request);
      if (wanted === undefined) return undefined;
      const { directory } = request.tree;
      const files = filesOfFolder(directory);
      const read = readRequirements(wanted.arguments, (path) => files.read(path));
      const own = { index: read.index, extra: read.extraIndexes, source: wanted.source };
      const tools = await pythonTools(settings, request, own, step);
      const set = applying(read, tools.interpreter.environment);
      const local = localProjects(set.requirements, files, step);
      const wishes = ['pip 1', set, local, platformKey(tools)];
      const selected = await rememberSelection(tools, wishes, () =>
        selectRequirements(set, local, { tools, directory, request }, step),
      );
      if (selected.chosenNow) warnAboutVersions(wanted.source, step);
      await rewriteAddresses(directory, set);
      const { source, installCommands } = wanted;
      const selection = withUv(selected.selection, request);
      return pythonSet(selection, { source, installCommands, tools });
    },
  };
}

/** What the commands install; otherwise what is usual. */
function installArguments({
  config,
  tree,
}: EcosystemRequest):
  | { arguments: InstallArguments; source: string; installCommands: string[] }
  | undefined {
  const has = (path: string) => existsSync(join(tree.directory, path));
  const own = pipInstalls(config.build.commands);
  if (own !== undefined) {
    const source =
      own.files[0] ??
      (own.lines.some((line) => /^(?:-e )?\./.test(line)) ? 'pyproject.toml' : 'build.commands');
    return { arguments: own, source, installCommands: [] };
  }
  const usual = (files: string[], lines: string[], source: string, command: string) => ({
    arguments: { files, constraints: [], lines },
    source,
    installCommands: [command],
  });
  if (has('requirements.txt')) {
    return usual(['requirements.txt'], [], 'requirements.txt', 'pip install -r requirements.txt');
  }
  if (has('pyproject.toml') || has('setup.py')) {
    return usual([], ['.'], has('pyproject.toml') ? 'pyproject.toml' : 'setup.py', 'pip install .');
  }
  return undefined;
}

/** Only what this Python and platform want. */
function applying(
  set: RequirementSet,
  environment: Readonly<Record<string, string>>,
): RequirementSet {
  const wanted = ({ marker }: { marker: string | undefined }) => markerHolds(marker, environment);
  return {
    ...set,
    requirements: set.requirements.filter(wanted),
    constraints: set.constraints.filter(wanted),
  };
}

/** `uv pip install` is pip by another name. */
function withUv(selection: PythonSelection, { config }: EcosystemRequest): PythonSelection {
  const { start, build } = config;
  if (!commandsUse([...build.commands, start.command ?? ''], 'uv')) return selection;
  return { ...selection, texts: { 'bin/uv': pythonShims.uv } };
}

function warnAboutVersions(source: string, step: Step): void {
  step.warn(
    'lock_missing',
    `${source} does not pin every package, so versions were chosen now: commit what pip freeze prints, or a lock of pip-tools, uv or Poetry, to get the same versions each time`,
  );
}

/** Addresses become files of the set in the build's copy; pip replaces the variable itself. */
async function rewriteAddresses(
  directory: string,
  { requirements }: RequirementSet,
): Promise<void> {
  for (const requirement of requirements) {
    const file = requirement.source.replace(/ line \d+$/, '');
    if (requirement.url === undefined || file === 'build.commands') continue;
    const path = join(directory, file);
    const text = await readFile(path, 'utf8');
    const place = `file://\${${setVariable}}/direct/${directName(requirement)}`;
    const named =
      requirement.editable && requirement.name !== '' ? `${requirement.name} @ ${place}` : place;
    const escaped = requirement.url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const prefix = requirement.editable ? '(?:-e|--editable)[ =]*' : '';
    await writeFile(
      path,
      text.replace(new RegExp(`${prefix}${escaped}`, 'g'), () => named),
    );
  }
}
