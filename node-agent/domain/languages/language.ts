import type { AppConfig } from '../../../lib/app-config/app-config.ts';
import type { NixText } from '../nix-string.ts';

/** A language of the version table. */
export type Runtime = 'node' | 'php' | 'python' | 'go' | 'ruby';

/** Package managers that exclude each other: a project uses at most one of each family. */
export type Family = 'javascript' | 'php' | 'python' | 'ruby' | 'go';

/** What a language may look at when it decides. `env` with its placeholders has no business here. */
export interface LanguageInput {
  config: Omit<AppConfig, 'env'>;
  /** Nix expression of each runtime the project uses: `pkgs.nodejs_20`. */
  runtimes: Readonly<Partial<Record<Runtime, NixText>>>;
  /** Row of the version table of each: { node: "20" }. */
  versions: Readonly<Partial<Record<Runtime, string>>>;
  /** Whether the repository has a file or folder of this path. */
  has(path: string): boolean;
  /** Text of a file of the repository; undefined when there is none. */
  read(path: string): string | undefined;
  /** Something among the dependencies is compiled when it is installed. */
  compiles: boolean;
}

/** How a type of project is built and started. */
export interface Language {
  /** File in templates/, without .nix.tmpl. */
  template: string;
  /** Always there, in the order of their weight. */
  runtimes: readonly Runtime[];
  /** There when `runtime` names it or the repository has the file: { node: "package.json" }. */
  optionalRuntimes: Readonly<Partial<Record<Runtime, string>>>;
  /** Families of package managers whose lock files count. */
  families: readonly Family[];
  /** Served by Caddy from the release's public/ when there is no start command. */
  mayHaveNoStart: boolean;
  /** Variables of the start script which the project's own environment may override. */
  environment: Readonly<Record<string, string>>;
  /** Programs on the PATH of builds and of the running application; otherwise the runtimes themselves. */
  tools?(input: LanguageInput): readonly NixText[];
  /** Programs for builds only, beside the compiler that is there when dependencies want one. */
  buildTools?(input: LanguageInput): readonly NixText[];
  /** Packages whose libraries compiled dependencies look for, in builds and at run time. */
  libraries?(input: LanguageInput): readonly NixText[];
  /** Variables of the build whose values are Nix expressions. */
  variables?(input: LanguageInput): Readonly<Record<string, NixText>>;
  /** Variables of the start script whose values are Nix strings; the project's own environment may override them. */
  startVariables?(input: LanguageInput): Readonly<Record<string, NixText>>;
  /** Lines of bash before the user's commands, in the application's folder. */
  setUp?(input: LanguageInput): readonly string[];
  /** Lines of bash after the user's commands. */
  finish?(input: LanguageInput): readonly string[];
  /** Lines of bash in the start script, before the start command; $PWD is the application's folder. */
  startSetUp?(input: LanguageInput): readonly string[];
  /** Lines of bash before the test command, in a copy of the application's folder; $app is the release. */
  testSetUp?(input: LanguageInput): readonly string[];
  /** What builds the project where it names no commands, after its dependencies are installed. */
  defaultCommands?(input: LanguageInput): readonly string[];
  /** What starts the project where it names nothing. */
  defaultStart?(input: LanguageInput): string | undefined;
}
