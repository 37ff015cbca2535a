import { type NixText, nix } from '../nix-string.ts';
import type { Language, LanguageInput } from './language.ts';

export const nodejs: Language = {
  template: 'nodejs',
  runtimes: ['node'],
  optionalRuntimes: {},
  families: ['javascript'],
  mayHaveNoStart: false,
  environment: { NODE_ENV: 'production' },
  buildTools: nodeBuildTools,
  variables: nodeVariables,
  defaultCommands: nodeDefaultCommands,
};

/** node-gyp is written in Python. */
export function nodeBuildTools({ compiles }: LanguageInput): NixText[] {
  return compiles ? [nix`pkgs.python3`] : [];
}

/** Native modules are compiled against the headers of the very Node that runs them. */
export function nodeVariables({ compiles, runtimes }: LanguageInput): Record<string, NixText> {
  const { node } = runtimes;
  if (!compiles || node === undefined) return {};
  // Newer revisions have the headers in an output of their own.
  return { npm_config_nodedir: nix`(${node}.dev or ${node})` };
}

/** The script that tutorials run after the installation, where there is one. */
export function nodeDefaultCommands(input: LanguageInput): string[] {
  return hasScript(input, 'build') ? [`${manager(input)} run build`] : [];
}

function manager({ has }: LanguageInput): string {
  if (has('pnpm-lock.yaml')) return 'pnpm';
  return has('yarn.lock') ? 'yarn' : 'npm';
}

function hasScript({ read }: LanguageInput, name: string): boolean {
  try {
    const { scripts } = JSON.parse(read('package.json') ?? '{}') as { scripts?: object };
    return typeof scripts === 'object' && scripts !== null && name in scripts;
  } catch {
    // Whoever installs will say what is wrong with it.
    return false;
  }
}
