import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOfFolder } from '../../../lib/detect/source-files.ts';
import { UserError } from '../../../lib/user-error.ts';
import { commandsUse, pipInstalls } from '../../domain/python-commands.ts';
import type { LockedPackage, PackageLists } from '../../domain/python-lock.ts';
import type { MarkerEnvironment } from '../../domain/python-markers.ts';
import { pythonShims } from '../../domain/python-shims.ts';
import type { Requirement } from '../../domain/requirements.ts';
import type { Step } from '../../ports.ts';
import type { Ecosystem, EcosystemRequest } from './ecosystem.ts';
import type { ChosenFile, Pin, PythonTools } from './python-files.ts';
import { archiveGit } from './python-git.ts';
import { localProjects } from './python-local.ts';
import { buildFiles, chooseAll, isSource } from './python-select.ts';
import { type PythonSelection, platformKey, pythonSet, rememberSelection } from './python-set.ts';
import { type OwnIndexes, type PythonSettings, pythonTools } from './python-settings.ts';

/** What a lock file has for one Python. */
export interface LockContents {
  lists: PackageLists;
  /** The project is installed too, unless the command says otherwise. */
  installsProject: boolean;
}

/** How one program's lock file is read. */
export interface LockReader {
  program: keyof typeof pythonShims;
  file: string;
  installCommand: string;
  /** Indexes that the project's files name; addresses in the lock itself need none. */
  indexes?(texts: LockTexts): OwnIndexes;
  read(texts: LockTexts, environment: MarkerEnvironment): LockContents | undefined;
}

export interface LockTexts {
  lock: string;
  pyproject: string;
  pipfile: string;
}

/** The packages of a lock file, for the program that wrote it. */
export function lockEcosystem(reader: LockReader, settings: PythonSettings): Ecosystem {
  return {
    name: reader.program,
    version: 1,
    async read(request, step) {
      const { directory } = request.tree;
      if (!existsSync(join(directory, reader.file)) || prefersPip(request, reader))
        return undefined;
      const texts = await readTexts(directory, reader.file);
      const own = reader.indexes?.(texts) ?? { index: undefined, extra: [], source: reader.file };
      const tools = await pythonTools(settings, request, own, step);
      const contents = reader.read(texts, tools.interpreter.environment);
      if (contents === undefined) throw unknownForm(reader);
      const commands = request.config.build.commands;
      const wanted = listsFor(contents, commands);
      const wishes = [
        `${reader.program} 1`,
        contents,
        Object.keys(wanted),
        texts.pyproject,
        platformKey(tools),
      ];
      const selection = await rememberSelection(tools, wishes, () =>
        select({ reader, contents, wanted, request }, tools, step),
      );
      return pythonSet(selection, {
        source: reader.file,
        installCommands: [reader.installCommand],
        tools,
      });
    },
  };
}

/** Many repositories keep an exported requirements.txt beside the lock, and install from that. */
function prefersPip({ config }: EcosystemRequest, { program }: LockReader): boolean {
  const { commands } = config.build;
  return (pipInstalls(commands)?.files.length ?? 0) > 0 && !commandsUse(commands, program);
}

async function readTexts(directory: string, file: string): Promise<LockTexts> {
  const text = (name: string) => readFile(join(directory, name), 'utf8').catch(() => '');
  const [lock, pyproject, pipfile] = await Promise.all(
    [file, 'pyproject.toml', 'Pipfile'].map(text),
  );
  return { lock: lock ?? '', pyproject: pyproject ?? '', pipfile: pipfile ?? '' };
}

/** Development tools are fetched only for commands that install them. */
function listsFor({ lists }: LockContents, commands: readonly string[]): PackageLists {
  const text = commands.join('\n');
  const without = /--no-dev|--no-default-groups|--only[ =]main|--without[ =]\S*\bdev\b/.test(text);
  const fitting = Object.entries(lists).filter(([list]) => {
    if (list === 'main') return true;
    if (commands.length === 0) return false;
    if (list === 'group-dev') return !without || /--(?:all-groups|only-dev)/.test(text);
    const [kind = '', name = ''] = list.split(/-(.*)/s);
    return text.includes(name) || text.includes(`--all-${kind}s`);
  });
  return Object.fromEntries(fitting);
}

interface Context {
  reader: LockReader;
  contents: LockContents;
  wanted: PackageLists;
  request: EcosystemRequest;
}

async function select(
  { reader, contents, wanted, request }: Context,
  tools: PythonTools,
  step: Step,
): Promise<PythonSelection> {
  const packages = [
    ...new Map(
      Object.values(wanted)
        .flat()
        .map((one) => [`${one.name} ${one.version}`, one]),
    ).values(),
  ];
  const remote = packages.filter(
    ({ path, foreign }) => path === undefined && foreign === undefined,
  );
  const pins = remote.map(pinOf);
  const ofGit = packages.filter(({ foreign }) => foreign !== undefined);
  const files = [
    ...(await chooseAll(pins, tools, step)),
    ...(await Promise.all(ofGit.map((one) => gitFile(one, reader, tools, step)))),
  ];
  const folders = packages.flatMap(({ path }) => path ?? []);
  const root = contents.installsProject && installsRoot(request.config.build.commands) ? ['.'] : [];
  const local = localProjects(
    [...folders, ...root].map(folderRequirement),
    filesOfFolder(request.tree.directory),
    step,
  );
  const builds = await buildFiles(files.filter(isSource), local.buildRequires, tools, step);
  const all = new Map<string, ChosenFile>(
    [...files, ...builds].map((file) => [file.filename, file]),
  );
  return {
    files: [...all.values()],
    direct: [],
    packages: packages.length,
    texts: {
      ...Object.fromEntries(
        Object.entries(wanted).map(([list, own]) => [
          `lists/${list}.txt`,
          own.map(lineOf).join(''),
        ]),
      ),
      'lists/project.txt': root.map((path) => `-e ${path}\n`).join(''),
      [`bin/${reader.program}`]: pythonShims[reader.program],
    },
  };
}

function installsRoot(commands: readonly string[]): boolean {
  return (
    commands.length > 0 && !/--no-root|--no-install-(?:project|workspace)/.test(commands.join('\n'))
  );
}

/** Pipfile.lock names no files, only their hashes. */
function pinOf({ name, version, files }: LockedPackage): Pin {
  const hashes = files.flatMap((file) => file.hashes);
  if (files.every(({ filename }) => filename === '')) return { name, version, hashes };
  return { name, version, hashes, candidates: files };
}

function lineOf({ name, version, path }: LockedPackage): string {
  return path === undefined ? `${name}==${version}\n` : `-e ./${path}\n`;
}

function folderRequirement(path: string): Requirement {
  return {
    name: '',
    extras: [],
    specifier: '',
    marker: undefined,
    url: undefined,
    path,
    editable: true,
    hashes: [],
    source: 'the lock file',
  };
}

function unknownForm({ file, program }: LockReader): UserError {
  return new UserError('lock_invalid', `${file} has a form that is not known here`, {
    hint: `Make it again with a current ${program} and commit it`,
  });
}

/** Under the name by which pip finds it among the others. */
async function gitFile(
  { name, version, foreign = '' }: LockedPackage,
  { file }: LockReader,
  { settings }: PythonTools,
  step: Step,
): Promise<ChosenFile> {
  const hash = await archiveGit(foreign, { settings, source: file }, step);
  const filename = `${name}-${version}.tar.gz`;
  return { name, version, filename, url: foreign, hashes: [hash], locked: true, direct: true };
}
