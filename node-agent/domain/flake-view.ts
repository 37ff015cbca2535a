import type { AppConfig } from '../../lib/app-config/app-config.ts';
import { type NixText, nixAttributePath, nixString, nixStrings } from './nix-string.ts';
import type { TypeOfProject } from './project-types.ts';
import { exportLine, shellWord } from './shell-word.ts';

/** What a template may place: only finished Nix text and choices. Secrets cannot get in, for there is no way to make one into NixText here. */
export interface FlakeView {
  description: NixText;
  nixpkgsUrl: NixText;
  sourceUrl: NixText;
  system: NixText;
  name: NixText;
  runtimes: NixText[];
  packages: NixText[];
  exports: NixText;
  commands: NixText;
  dependencies: { name: NixText; hash: NixText } | false;
  start: boolean;
  startLines: NixText;
  publish: boolean;
  /** The tree stays in the release, for the start command or the tests. */
  keepTree: boolean;
  outputFolders: NixText;
  test: NixText | false;
  testName: NixText;
}

export interface FlakeInput {
  /** Only these parts of the configuration: `env` with its placeholders has no business in a flake. */
  config: Pick<AppConfig, 'name' | 'build' | 'start' | 'test' | 'nix' | 'storage'>;
  slug: string;
  type: TypeOfProject;
  nixpkgsRev: string;
  sourceDirectory: string;
  /** "x86_64-linux" */
  system: string;
  /** Attributes of nixpkgs. */
  runtimes: readonly string[];
  dependencies:
    | { name: string; sha256: string; environment: Readonly<Record<string, string>> }
    | undefined;
}

/** Where static projects put their result, in the order in which they are looked for. */
const usualOutputFolders = ['dist', 'build', 'public', '_site', 'out'];

const list = '      ';

/** Turns a project's settings into what a template places, each value escaped for where it stands. */
export function flakeView(input: FlakeInput): FlakeView {
  const { config, type, dependencies } = input;
  const start = config.start.command;
  const outputDir = config.build.output_dir;
  return {
    description: nixString(`${config.name}, built by vpspilot`),
    nixpkgsUrl: nixString(`github:NixOS/nixpkgs/${input.nixpkgsRev}`),
    sourceUrl: nixString(`path:${input.sourceDirectory}`),
    system: nixString(input.system),
    name: nixString(input.slug),
    testName: nixString(`${input.slug}-test`),
    runtimes: input.runtimes.map(nixAttributePath),
    packages: config.nix.packages.map(nixAttributePath),
    exports: nixStrings(exportLines(config.build.env, dependencies?.environment ?? {}), list),
    commands: nixStrings(
      [...config.build.commands.map(runLine), ...storageLines(config.storage)],
      list,
    ),
    dependencies: dependencies !== undefined && {
      name: nixString(dependencies.name),
      hash: nixString(dependencies.sha256),
    },
    start: start !== undefined,
    startLines: nixStrings(start === undefined ? [] : startLines(type.environment, start), list),
    publish: type.mayHaveNoStart,
    keepTree: start !== undefined || config.test !== undefined,
    outputFolders: nixStrings(
      (outputDir === undefined ? usualOutputFolders : [outputDir]).map(shellWord),
      list,
    ),
    test: config.test !== undefined && nixString(shellWord(config.test.command)),
  };
}

function runLine(command: string): string {
  return `run ${shellWord(command)}`;
}

/** The release is read-only: a storage folder that git does not have must be there to be mounted over. */
/** Folders that git does not have, for there to be something to bind the shared ones to. */
export function storageLines(storage: readonly string[]): string[] {
  return storage.map((folder) => `mkdir -p -- ${shellWord(folder)}`);
}

/** The user's own build variables win over what the dependencies want. */
function exportLines(
  own: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
) {
  return Object.entries({ ...wanted, ...own }).map(([name, value]) => exportLine(name, value));
}

function startLines(defaults: Readonly<Record<string, string>>, command: string): string[] {
  const environment = Object.entries(defaults).map(
    ([name, value]) => `export ${name}="\${${name}:-${value}}"`,
  );
  // The release command is run by the same script: it needs the same tools and variables.
  const other = 'if [ "$#" -gt 0 ]; then exec "$@"; fi';
  return [...environment, other, `exec bash -c ${shellWord(command)}`, ''];
}
