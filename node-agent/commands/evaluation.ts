import type { EvaluationLimits } from '../domain/evaluation.ts';
import { nixString } from '../domain/nix-string.ts';

type CommandLine = readonly [program: string, ...args: string[]];

/** "nobody": owns nothing, and leaves no trace on the machine as an account of its own would. */
export const evaluator = { uid: 65_534, gid: 65_534 };

/** What is taken from a program that evaluates a project's flake. */
export interface Confinement {
  /** Runs as nobody; false: the agent itself has no privileges that it could drop. */
  asNobody: boolean;
  /** In namespaces of its own: sees no other process. */
  isolated: boolean;
  /** Only when isolated can it be without. */
  network: boolean;
  limits: EvaluationLimits;
}

/** The command with less than the agent's own rights, within limits. */
export function confined(command: CommandLine, confinement: Confinement): CommandLine {
  const { asNobody, isolated, network, limits } = confinement;
  const namespaces = ['--mount', '--pid', '--ipc', '--uts', ...(network ? [] : ['--net'])];
  const [first = '', ...rest] = [
    ...(asNobody && isolated
      ? ['unshare', ...namespaces, '--fork', '--kill-child', '--mount-proc', '--']
      : []),
    ...(asNobody ? asEvaluator : []),
    'prlimit',
    `--as=${limits.memoryBytes}`,
    // The second ends also what does not listen to the first, as the first process of a namespace.
    `--cpu=${limits.cpuSeconds}:${limits.cpuSeconds + 1}`,
    '--core=0',
    ...command,
  ];
  return [first, ...rest];
}

const asEvaluator = [
  'setpriv',
  `--reuid=${evaluator.uid}`,
  `--regid=${evaluator.gid}`,
  '--clear-groups',
  '--no-new-privs',
  '--inh-caps=-all',
  '--bounding-set=-all',
  '--',
];

/** Serves the store at a socket to programs that may not write into it, until it is ended. */
export function nixDaemon(nix: string): CommandLine {
  return [nix, 'daemon'];
}

/** Prints the derivation of a flake's output, which is in the store then. */
export function nixDerivation(nix: string, installable: string): CommandLine {
  return [
    nix,
    'eval',
    '--raw',
    '--log-format',
    'internal-json',
    '--no-update-lock-file',
    '--no-write-lock-file',
    '--no-use-registries',
    '--show-trace',
    '--',
    `${installable}.drvPath`,
  ];
}

/** All outputs of a derivation, as `nix build` wants to have them named. */
export function derivationOutputs(derivation: string, nixVersion: string): string {
  const [major = 0, minor = 0] = nixVersion.split('.').map(Number);
  // Earlier ones do not know ^, later ones take the file itself for what is meant.
  return major === 2 && minor < 15 ? derivation : `${derivation}^out`;
}

/** Adds a file tree under a name; prints its store path. */
export function nixStoreAddPath(nix: string, path: string, name: string): CommandLine {
  return [nix, 'store', 'add-path', '--name', name, '--', path];
}

/** Brings an input into the store by its hash; runs nothing of what it fetches. */
export function nixFetchTree(
  nix: string,
  { dir: _, ...locked }: Readonly<Record<string, unknown>>,
): CommandLine {
  const expression = `(builtins.fetchTree (builtins.fromJSON ${nixString(JSON.stringify(locked))})).narHash`;
  return [nix, 'eval', '--raw', '--log-format', 'internal-json', '--expr', expression];
}
