import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { AgentSettings } from '../../node-agent/settings.ts';
import { hello, root } from './nix-node.ts';
import { nixProject, nixSettings } from './nix-project.ts';
import { rebuild } from './rebuild.ts';
import { type NpmRegistry, startNpmRegistry } from './registries/npm.ts';

const projects = join(import.meta.dirname, 'registries/npm-projects');

/** What those projects name, and any tarball beside them. */
export function startProjectsRegistry(token?: string): Promise<NpmRegistry> {
  const packages = [
    '@sindresorhus/is@4.6.0',
    'debug@4.3.4',
    'fsevents@2.3.3',
    'ms@2.0.0',
    'ms@2.1.2',
  ];
  return startNpmRegistry({ packages, onDemand: true, ...(token === undefined ? {} : { token }) });
}

/** A node of its own with one of the small projects beside the registry. */
export function projectLike(
  name: string,
  registry: NpmRegistry,
  more: {
    config?: object;
    settings?: Partial<AgentSettings>;
    secrets?: Record<string, string>;
  } = {},
) {
  const own = { npmRegistry: registry.url, ...more.settings };
  const settings = nixSettings(mkdtempSync(join(root, 'node-')), own);
  const app = nixProject(settings, { secrets: more.secrets ?? {} });
  cpSync(join(projects, name), app.repository.directory, { recursive: true });
  app.configure({ ...hello, ...more.config });
  return { ...app, settings };
}

/** What a script says in the folder of a release. */
export function ask(storePath: string, script: string, ...options: string[]): string {
  const cwd = join(storePath, 'app');
  return execFileSync('node', [...options, '-e', script], { cwd, encoding: 'utf8' }).trim();
}

const using = `console.log(require('@sindresorhus/is').string('x'), require('debug').name, require('my-ms')('1s'))`;

export interface LockedProject {
  name: string;
  /** The command that installs, as its users write it. */
  install: string;
  packages: number;
  /** For Node, to find what was installed. */
  options?: string[];
  /** Also builds it with another file and no registry, and that once more to compare. */
  again?: boolean;
}

/** Builds it as it is; what was installed must be there. */
export async function expectToInstall(
  { name, install, packages, options = [], again = false }: LockedProject,
  registry: NpmRegistry,
): Promise<void> {
  const app = projectLike(name, registry, { config: { build: { commands: [install] } } });
  const { storePath, step } = await app.deploy();
  expect(step.notes.join()).toContain(`${packages} packages from`);
  expect(ask(storePath, using, ...options)).toBe('true createDebug 1000');
  if (again) await expectToInstallAgain(app, storePath, registry);
}

async function expectToInstallAgain(
  app: ReturnType<typeof projectLike>,
  before: string,
  registry: NpmRegistry,
): Promise<void> {
  registry.fault = 'server error';
  try {
    app.repository.write('changed.txt', 'x');
    const { storePath, step, flake } = await app.deploy();
    expect(storePath).not.toBe(before);
    expect(step.notes.join()).toContain(', 0 fetched');
    await rebuild(app.settings, flake);
  } finally {
    registry.fault = 'none';
  }
}
