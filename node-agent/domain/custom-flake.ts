import { UserError } from '../../lib/user-error.ts';
import { storageLines } from './flake-view.ts';
import { type NixText, nixString, nixStrings } from './nix-string.ts';
import { shellWord } from './shell-word.ts';

/** What the template around a project's own flake places. */
export interface CustomFlakeView {
  description: NixText;
  nixpkgsUrl: NixText;
  projectPath: NixText;
  /** Folder of the flake within the project; false: the top. */
  projectFolder: NixText | false;
  system: NixText;
  name: NixText;
  packageName: NixText;
  startLines: NixText;
  /** False: the application is the package itself. */
  storageLines: NixText | false;
  test: NixText | false;
  testName: NixText;
}

export interface CustomFlakeInput {
  name: string;
  slug: string;
  packageName: string;
  startCommand: string | undefined;
  testCommand: string | undefined;
  storage: readonly string[];
  nixpkgsRev: string;
  projectPath: string;
  projectFolder: string;
  system: string;
}

export function customFlakeView(input: CustomFlakeInput): CustomFlakeView {
  const { startCommand, testCommand } = input;
  return {
    description: nixString(`${input.name}, built by vpspilot`),
    nixpkgsUrl: nixString(`github:NixOS/nixpkgs/${input.nixpkgsRev}`),
    projectPath: nixString(input.projectPath),
    projectFolder: input.projectFolder !== '' && nixString(input.projectFolder),
    system: nixString(input.system),
    name: nixString(input.slug),
    packageName: nixString(input.packageName),
    startLines: nixStrings(
      startCommand === undefined ? [] : [`exec bash -c ${shellWord(startCommand)}`, ''],
      '        ',
    ),
    storageLines: input.storage.length > 0 && nixStrings(storageLines(input.storage), '        '),
    test: testCommand !== undefined && nixString(shellWord(testCommand)),
    testName: nixString(`${input.slug}-test`),
  };
}

/**
 * Folder and file of the flake, relative to the repository; "" for the top folder.
 *
 * @throws UserError `flake_invalid` for a path out of the repository.
 */
export function flakePlace(file: string): { folder: string; file: string } {
  const parts = file.split('/').filter((part) => part !== '' && part !== '.');
  const name = parts.pop();
  if (name === undefined || file.startsWith('/') || [...parts, name].includes('..')) {
    throw new UserError(
      'flake_invalid',
      `nix.flake_file "${file}" is not a file of the repository`,
      {
        hint: 'Give a path below the top folder, such as "./deployment/flake.nix"',
      },
    );
  }
  return { folder: parts.join('/'), file: name };
}

export interface LockNode {
  inputs?: Record<string, string | string[]>;
  locked?: Record<string, unknown>;
  original?: Record<string, unknown>;
  parent?: string[];
  flake?: boolean;
}

export interface LockFile {
  nodes: Record<string, LockNode>;
  root: string;
  version: number;
}

/**
 * The lock of the flake around a project's flake: the project's own lock, moved one level down.
 * Only what that lock names can be used, so an input that it lacks stops the evaluation.
 *
 * @throws UserError `flake_invalid` for a lock that is not one.
 */
export function wrappedLock(
  own: string | undefined,
  nodes: { nixpkgs: LockNode; project: LockNode },
): LockFile {
  const lock = own === undefined ? emptyLock : parseLock(own);
  const inner = Object.entries(lock.nodes).filter(([name]) => name !== lock.root);
  const inputs = lock.nodes[lock.root]?.inputs ?? {};
  const moved = inner.map(([name, node]) => [moveName(name), moveNode(node)] as const);
  return {
    nodes: {
      ...Object.fromEntries(moved),
      nixpkgs: nodes.nixpkgs,
      project: { ...nodes.project, inputs: moveInputs(inputs) },
      root: { inputs: { nixpkgs: 'nixpkgs', project: 'project' } },
    },
    root: 'root',
    version: 7,
  };
}

/** Inputs that are nixpkgs itself, whichever way they are written. */
export function isNixpkgs({ locked }: LockNode): boolean {
  const { type, owner, repo } = locked ?? {};
  return type === 'github' && String(owner).toLowerCase() === 'nixos' && repo === 'nixpkgs';
}

const emptyLock: LockFile = { nodes: { root: {} }, root: 'root', version: 7 };

function parseLock(text: string): LockFile {
  try {
    const lock = JSON.parse(text) as LockFile;
    if (typeof lock.nodes === 'object' && typeof lock.root === 'string') return lock;
  } catch {
    // Told below.
  }
  throw new UserError('flake_invalid', 'flake.lock is not a lock file of Nix', {
    hint: 'Run nix flake lock and commit the result',
  });
}

function moveName(name: string): string {
  return `project-${name}`;
}

function moveNode({ inputs, parent, ...node }: LockNode): LockNode {
  return {
    ...node,
    ...(inputs === undefined ? {} : { inputs: moveInputs(inputs) }),
    // Which flake a relative path of an input is relative to.
    ...(parent === undefined ? {} : { parent: ['project', ...parent] }),
  };
}

/** An input is a node's name, or a path from the root that follows another input. */
function moveInputs(inputs: NonNullable<LockNode['inputs']>): NonNullable<LockNode['inputs']> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, target]) => [
      name,
      typeof target === 'string' ? moveName(target) : ['project', ...target],
    ]),
  );
}
