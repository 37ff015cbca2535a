import { copyFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../lib/user-error.ts';
import {
  customFlakeView,
  flakePlace,
  isNixpkgs,
  type LockNode,
  wrappedLock,
} from '../domain/custom-flake.ts';
import type { Pin } from '../domain/toolchains.ts';
import type { Flakes, Step } from '../ports.ts';
import { type FlakeFiles, lockJson, nixpkgsNode, nixSystem } from './flake-files.ts';
import { narHash } from './nar.ts';
import { addTree } from './nix-store.ts';
import type { loadTemplates } from './templates.ts';
import type { Toolchains } from './toolchains.ts';

type Request = Parameters<Flakes['render']>[0];

/** A flake around the project's own one, which gives every project the same way to be started. */
export async function renderCustom(
  request: Request,
  {
    toolchains,
    templates,
    nix: program,
  }: { toolchains: Toolchains; templates: ReturnType<typeof loadTemplates>; nix: string },
  step: Step,
): Promise<FlakeFiles> {
  const { config, folders, project } = request;
  const pin = toolchains.pin(toolchains.table.defaultPins);
  const { folder, ownLock } = await placeFlake(
    folders.source,
    config.nix.flake_file ?? 'flake.nix',
  );
  const packageName = config.nix.package ?? 'default';
  // In the store also who evaluates it without privileges can read it.
  const projectPath = await addTree(program, folders.source, 'source');
  const nix = templates.render(
    'custom',
    customFlakeView({
      name: config.name,
      slug: project.slug,
      packageName,
      startCommand: config.start.command,
      testCommand: config.test?.command,
      storage: config.storage,
      nixpkgsRev: pin.rev,
      projectPath,
      projectFolder: folder,
      system: nixSystem(),
    }),
  );
  step.note(`${config.nix.flake_file ?? 'flake.nix'}, package ${packageName}, ${toolchains.kind}`);
  const lock = await lockText(
    { source: folders.source, projectPath, folder, ownLock },
    toolchains,
    pin,
    step,
  );
  return { nix, lock, isForeign: true };
}

/** Nix reads flake.nix only, so a flake of another name is copied to it; the tree is ours to change. */
async function placeFlake(source: string, path: string) {
  const { folder, file } = flakePlace(path);
  const directory = join(source, folder);
  if (!(await isFile(join(directory, file)))) {
    throw new UserError('flake_missing', `The repository has no ${path}`, {
      hint: 'Set nix.flake_file to the path of your flake, or choose another type than custom',
    });
  }
  if (file !== 'flake.nix') await copyFile(join(directory, file), join(directory, 'flake.nix'));
  const lock = join(directory, 'flake.lock');
  return { folder, ownLock: (await isFile(lock)) ? await readFile(lock, 'utf8') : undefined };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

interface Placed {
  source: string;
  projectPath: string;
  folder: string;
  ownLock: string | undefined;
}

async function lockText(
  { source, projectPath, folder, ownLock }: Placed,
  toolchains: Toolchains,
  pin: Pin,
  step: Step,
): Promise<string> {
  const { sri } = await narHash(source);
  const path = { type: 'path', path: projectPath, ...(folder === '' ? {} : { dir: folder }) };
  const lock = wrappedLock(ownLock, {
    nixpkgs: nixpkgsNode(toolchains, pin),
    project: { locked: { ...path, narHash: sri }, original: path },
  });
  const nodes = Object.entries(lock.nodes).filter(([name]) => name !== 'nixpkgs');
  if (toolchains.kind === 'offline') standIn(nodes, toolchains, pin, step);
  return lockJson(lock);
}

/** Without internet the project's nixpkgs is the stand-in too, which has far fewer packages. */
function standIn(
  nodes: readonly (readonly [string, LockNode])[],
  toolchains: Toolchains,
  pin: Pin,
  step: Step,
): void {
  const replaced = nodes.filter(([, node]) => isNixpkgs(node));
  if (replaced.length === 0) return;
  const { narHash: hash, lastModified } = toolchains.locked(pin);
  for (const [, node] of replaced) node.locked = { ...node.locked, narHash: hash, lastModified };
  step.warn(
    'offline_stand_in',
    "offline stand-in: the flake's nixpkgs is replaced by packages of Debian",
  );
}
