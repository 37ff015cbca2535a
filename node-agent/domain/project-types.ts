import type { AppConfig } from '../../lib/app-config/app-config.ts';

type ProjectType = AppConfig['type'];

/** How a type of project is built. Templates that are not there yet have no entry. */
export interface TypeOfProject {
  /** File in templates/, without .nix.tmpl. */
  template: string;
  /** Runtimes of the version table, in the order of their weight; absent ones get the default. */
  runtimes: readonly ('node' | 'php' | 'python' | 'go' | 'ruby')[];
  /** Module of adapters/dependencies/ for each ecosystem whose lock file counts. */
  ecosystems: readonly 'npm'[];
  /** Served by Caddy from the release's public/ when there is no start command. */
  mayHaveNoStart: boolean;
  /** Variables of the start script which the project's own environment may override. */
  environment: Readonly<Record<string, string>>;
}

const types: Partial<Record<ProjectType, TypeOfProject>> = {
  nodejs: {
    template: 'nodejs',
    runtimes: ['node'],
    ecosystems: ['npm'],
    mayHaveNoStart: false,
    environment: { NODE_ENV: 'production' },
  },
  static: {
    template: 'static',
    runtimes: ['node'],
    ecosystems: ['npm'],
    mayHaveNoStart: true,
    environment: { NODE_ENV: 'production' },
  },
};

/** The table's entry; undefined for `custom` and for types whose template is still to come. */
export function typeOfProject(type: ProjectType): TypeOfProject | undefined {
  return types[type];
}
