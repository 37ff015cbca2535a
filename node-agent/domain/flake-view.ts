import type { AppConfig } from '../../lib/app-config/app-config.ts';
import type { ChosenRuntime } from '../../lib/toolchains/choose-runtime.ts';
import type { DependencySet } from '../ports.ts';
import type { Language, LanguageInput } from './languages/language.ts';
import {
  type NixText,
  nix,
  nixAttribute,
  nixAttributePath,
  nixString,
  nixStrings,
} from './nix-string.ts';
import { inputName, packagesName } from './nixpkgs-inputs.ts';
import { exportLine, shellWord } from './shell-word.ts';

/** What a template may place: only finished Nix text and choices. Secrets cannot get in, for there is no way to make one into NixText here. */
export interface FlakeView {
  description: NixText;
  /** The first one gives everything but the runtimes of the others. */
  nixpkgs: readonly {
    input: NixText;
    packages: NixText;
    url: NixText;
    /** Names that nixpkgs would refuse as insecure. */
    permitted: NixText | false;
  }[];
  sourceUrl: NixText;
  system: NixText;
  name: NixText;
  /** On the PATH of builds and of the application. */
  tools: readonly NixText[];
  /** On the PATH of builds only. */
  buildTools: readonly NixText[];
  libraries: readonly NixText[];
  /** Whose headers and libraries compilers find; none when nothing is compiled. */
  buildLibraries: readonly NixText[];
  /** Names that Nix and bash accept, with expressions. */
  variables: readonly { name: string; value: NixText }[];
  exports: NixText;
  commands: NixText;
  dependencies: readonly { variable: string; name: NixText; hash: NixText }[];
  start: boolean;
  /** Lines of the start script, each a Nix string. */
  startVariables: readonly NixText[];
  startLines: NixText;
  publish: boolean;
  /** The tree stays in the release, for the start command or the tests. */
  keepTree: boolean;
  outputFolders: NixText;
  /** Lines before the test command, each a Nix string. */
  testLines: NixText | false;
  test: NixText | false;
  testName: NixText;
}

export interface FlakeInput {
  /** Only these parts of the configuration: `env` with its placeholders has no business in a flake. */
  config: Omit<AppConfig, 'env'>;
  slug: string;
  language: Language;
  nixpkgs: readonly { rev: string; permitted: readonly string[] }[];
  sourceDirectory: string;
  /** "x86_64-linux" */
  system: string;
  /** `nixpkgs`: which of them it comes from. */
  runtimes: readonly (Pick<ChosenRuntime, 'runtime' | 'version' | 'attribute'> & {
    nixpkgs: number;
  })[];
  dependencies: readonly Omit<DependencySet, 'storePath'>[];
  /** Whether the repository has a file or folder of this path. */
  has(path: string): boolean;
  /** Text of a file of the repository; undefined when there is none. */
  read?(path: string): string | undefined;
}

/** Where static projects put their result, in the order in which they are looked for. */
const usualOutputFolders = ['dist', 'build', 'public', '_site', 'out'];

const list = '      ';

/** What compiles native parts of dependencies. Python belongs to node-gyp. */
const compiler = ['gcc', 'gnumake', 'pkg-config'];

/** Turns a project's settings into what a template places, each value escaped for where it stands. */
export function flakeView(input: FlakeInput): FlakeView {
  const { config, language, dependencies } = input;
  const about = languageInput(input);
  const start = config.start.command ?? language.defaultStart?.(about);
  const outputDir = config.build.output_dir;
  return {
    description: nixString(`${config.name}, built by vpspilot`),
    nixpkgs: input.nixpkgs.map(nixpkgsView),
    sourceUrl: nixString(`path:${input.sourceDirectory}`),
    system: nixString(input.system),
    name: nixString(input.slug),
    testName: nixString(`${input.slug}-test`),
    tools: [
      // Before Node's own corepack.
      ...dependencies.filter(({ isProgram }) => isProgram).map((set) => variableOf(set.ecosystem)),
      ...(language.tools?.(about) ?? Object.values(about.runtimes)),
      ...config.nix.packages.map(ofNixpkgs),
    ],
    buildTools: buildTools(input, about),
    libraries: libraries(input, about),
    buildLibraries: compiles(input)
      ? [...libraries(input, about), ...config.nix.packages.map(ofNixpkgs)]
      : [],
    variables: Object.entries(language.variables?.(about) ?? {}).map(([name, value]) => ({
      name: nixAttribute(name),
      value,
    })),
    exports: nixStrings(exportLines(config.build.env, dependencies), list),
    commands: nixStrings(commandLines(input, about), list),
    dependencies: dependencies.map(({ ecosystem, name, sha256 }) => ({
      variable: variableOf(ecosystem),
      name: nixString(name),
      hash: nixString(sha256),
    })),
    start: start !== undefined,
    startVariables: Object.entries(language.startVariables?.(about) ?? {}).map(startVariable),
    startLines: nixStrings(start === undefined ? [] : startLines(language, about, start), list),
    publish: language.mayHaveNoStart,
    keepTree: start !== undefined || config.test !== undefined,
    outputFolders: nixStrings(
      (outputDir === undefined ? usualOutputFolders : [outputDir]).map(shellWord),
      list,
    ),
    testLines: language.testSetUp !== undefined && nixStrings(language.testSetUp(about), list),
    test: config.test !== undefined && nixString(shellWord(config.test.command)),
  };
}

/** The commands that build a project: its own, or what its dependencies and its language want. */
export function buildCommands({ config, language, dependencies, ...input }: FlakeInput): string[] {
  if (config.build.commands.length > 0) return config.build.commands;
  const about = languageInput({ config, language, dependencies, ...input });
  return [
    ...dependencies.flatMap(({ installCommands }) => installCommands),
    ...(language.defaultCommands?.(about) ?? []),
  ];
}

function languageInput(input: FlakeInput): LanguageInput {
  const { config, runtimes, has, read = () => undefined } = input;
  const expressions = runtimes.map(({ runtime, attribute, nixpkgs }) => [
    runtime,
    ofInput(attribute, nixpkgs),
  ]);
  const versions = runtimes.map(({ runtime, version }) => [runtime, version]);
  return {
    config,
    has,
    read,
    compiles: compiles(input),
    runtimes: Object.fromEntries(expressions),
    versions: Object.fromEntries(versions),
  };
}

function nixpkgsView({ rev, permitted }: FlakeInput['nixpkgs'][number], index: number) {
  return {
    input: nixAttribute(inputName(index)),
    packages: nixAttribute(packagesName(index)),
    url: nixString(`github:NixOS/nixpkgs/${rev}`),
    permitted: permitted.length > 0 && nixStrings(permitted, `${list}    `),
  };
}

function ofInput(path: string, index: number): NixText {
  return nix`${nixAttribute(packagesName(index))}.${nixAttributePath(path)}`;
}

/** What is no runtime comes from the first. */
function ofNixpkgs(path: string): NixText {
  return ofInput(path, 0);
}

function buildTools(input: FlakeInput, about: LanguageInput): NixText[] {
  const own = input.language.buildTools?.(about) ?? [];
  return [...own, ...(compiles(input) ? compiler.map(ofNixpkgs) : [])];
}

function compiles({ dependencies }: FlakeInput): boolean {
  return dependencies.some(({ needsCompiler }) => needsCompiler);
}

function libraries({ language, dependencies }: FlakeInput, about: LanguageInput): NixText[] {
  const linked = dependencies.flatMap(({ libraries }) => libraries.map(ofNixpkgs));
  return [...new Set([...(language.libraries?.(about) ?? []), ...linked])];
}

/** The value may name a store path, so that the line is put together by Nix. */
function startVariable([name, value]: [string, NixText]): NixText {
  return nix`${nixString(`export ${name}="\${${name}:-`)} + ${value} + ${nixString('}"\n')}`;
}

function commandLines(input: FlakeInput, about: LanguageInput): string[] {
  const { config, language, dependencies } = input;
  return [
    ...dependencies.flatMap(({ setUp }) => setUp),
    ...(language.setUp?.(about) ?? []),
    ...buildCommands(input).map(runLine),
    ...dependencies.flatMap(({ finish = [] }) => finish),
    ...(language.finish?.(about) ?? []),
    ...storageLines(config.storage),
  ];
}

/** Of the set, in the flake. */
function variableOf(ecosystem: string): NixText {
  return nixAttribute(`dependencies_${ecosystem}`);
}

function runLine(command: string): string {
  return `run ${shellWord(command)}`;
}

/** The release is read-only: a storage folder that git does not have must be there to be mounted over. */
export function storageLines(storage: readonly string[]): string[] {
  return storage.map((folder) => `mkdir -p -- ${shellWord(folder)}`);
}

/** The user's own build variables win over what the dependencies want. */
function exportLines(
  own: Readonly<Record<string, string>>,
  dependencies: FlakeInput['dependencies'],
) {
  const wanted = Object.assign({}, ...dependencies.map(({ environment }) => environment));
  return Object.entries<string>({ ...wanted, ...own }).map(([name, value]) =>
    exportLine(name, value),
  );
}

function startLines(language: Language, about: LanguageInput, command: string): string[] {
  const environment = Object.entries(language.environment).map(
    ([name, value]) => `export ${name}="\${${name}:-${value}}"`,
  );
  // The release command is run by the same script: it needs the same tools and variables.
  const other = 'if [ "$#" -gt 0 ]; then exec "$@"; fi';
  const setUp = language.startSetUp?.(about) ?? [];
  return [...environment, ...setUp, other, `exec bash -c ${shellWord(command)}`, ''];
}
