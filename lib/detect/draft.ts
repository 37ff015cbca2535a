import { isCommand, isPath, plainName } from './clean.ts';

/** What a config.vpspilot.json may say, as far as detection can tell. Keys in the order of the file. */
export interface ConfigDraft {
  name: string;
  type: string;
  runtime?: Record<string, string>;
  build?: { commands?: string[]; output_dir?: string; env?: Record<string, string> };
  release?: { command: string };
  start?: { command: string };
  healthcheck?: { url: string };
  env?: Record<string, string>;
  storage?: string[];
  nix?: { packages?: string[]; flake_file?: string };
}

/** One line of explanation. */
export interface Guess {
  /** "start.command" */
  key: string;
  value: string;
  /** "package.json has the script start" */
  because: string;
}

/** A config file in the making: each value is written down together with its reason. */
export class Draft {
  readonly config: ConfigDraft;
  readonly guesses: Guess[] = [];
  /** What somebody has to know or do before it works. */
  readonly warnings: string[] = [];
  framework: string;

  constructor(type: string, framework: string, because: string) {
    this.config = { name: 'my-app', type };
    this.framework = framework;
    this.#explain('type', type, `${framework}: ${because}`);
  }

  name(name: string, because: string): void {
    this.config.name = plainName(name);
    this.#explain('name', this.config.name, because);
  }

  runtime(name: string, version: string, because: string): void {
    this.config.runtime = { ...this.config.runtime, [name]: version };
    this.#explain(`runtime.${name}`, version, because);
  }

  /** Said, but not written: a file of the repository decides it. */
  decided(key: string, value: string, because: string): void {
    this.#explain(key, value, because);
  }

  build(command: string, because: string): void {
    if (!isCommand(command)) return;
    const commands = this.config.build?.commands ?? [];
    if (commands.includes(command)) return;
    this.config.build = { ...this.config.build, commands: [...commands, command] };
    this.#explain('build', command, because);
  }

  buildVariable(name: string, value: string, because: string): void {
    this.config.build = {
      ...this.config.build,
      env: { ...this.config.build?.env, [name]: value },
    };
    this.#explain(`build.env.${name}`, value, because);
  }

  output(folder: string, because: string): void {
    if (!isPath(folder)) return;
    this.config.build = { ...this.config.build, output_dir: folder };
    this.#explain('build.output_dir', folder, because);
  }

  start(command: string, because: string): void {
    if (!isCommand(command)) return;
    this.config.start = { command };
    this.#explain('start', command, because);
  }

  /** A command that runs in each new release before it takes traffic. */
  release(command: string, because: string): void {
    if (!isCommand(command)) return;
    this.config.release = { command };
    this.#explain('release', command, because);
  }

  health(url: string, because: string): void {
    this.config.healthcheck = { url };
    this.#explain('healthcheck.url', url, because);
  }

  variable(name: string, value: string, because: string): void {
    this.config.env = { ...this.config.env, [name]: value };
    this.#explain(`env.${name}`, value, because);
  }

  secret(name: string, because: string): void {
    this.variable(name, `{{${name}}}`, `${because}; give it with vpspilot secrets set`);
  }

  storage(folder: string, because: string): void {
    if (!isPath(folder)) return;
    this.config.storage = [...(this.config.storage ?? []), folder];
    this.#explain('storage', folder, because);
  }

  nixPackage(name: string, because: string): void {
    this.config.nix = {
      ...this.config.nix,
      packages: [...(this.config.nix?.packages ?? []), name],
    };
    this.#explain('nix.packages', name, because);
  }

  flake(path: string, because: string): void {
    this.config.nix = { ...this.config.nix, flake_file: path };
    this.#explain('nix.flake_file', path, because);
  }

  warn(text: string): void {
    this.warnings.push(text);
  }

  /** A later reason replaces an earlier one, except where several values stand side by side. */
  #explain(key: string, value: string, because: string): void {
    const several = ['build', 'storage', 'nix.packages'].includes(key);
    const earlier = this.guesses.findIndex((guess) => guess.key === key);
    if (!several && earlier !== -1) this.guesses.splice(earlier, 1);
    this.guesses.push({ key, value, because });
  }
}
