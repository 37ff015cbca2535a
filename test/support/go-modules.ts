import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { goEcosystem } from '../../node-agent/adapters/dependencies/go.ts';
import { startGoProxy } from './registries/goproxy.ts';
import { recordingStep } from './step.ts';

export const hello = {
  path: 'example.org/Hello',
  version: 'v1.2.0',
  files: { 'go.mod': 'module example.org/Hello\n', 'hello.go': 'package hello\n', 'A.md': '' },
};
export const other = {
  path: 'example.org/other/v2',
  version: 'v2.0.1-rc.1',
  files: { 'x.go': 'package x\n' },
};

export let proxy: Awaited<ReturnType<typeof startGoProxy>>;
export let root: string;

/** A module proxy and a folder for each test of the file that calls this; files share their workers, so hooks stand in the file. */
export function useGoModules(): void {
  beforeEach(async () => {
    proxy = await startGoProxy({ modules: [hello, other] });
    root = mkdtempSync(join(tmpdir(), 'go-'));
  });
  afterEach(async () => {
    await proxy.stop();
    rmSync(root, { recursive: true, force: true });
  });
}

/** A project that requires both modules, as `go mod tidy` leaves it. */
export function project(files: Record<string, string> = {}): string {
  const directory = mkdtempSync(join(root, 'project-'));
  const mod = `module example.org/app\n\nrequire (\n\t${hello.path} ${hello.version}\n\t${other.path} ${other.version} // indirect\n)\n`;
  for (const [name, text] of Object.entries({ 'go.mod': mod, 'go.sum': proxy.goSum(), ...files })) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

interface Surroundings {
  goProxy?: string;
  secrets?: Record<string, string>;
  env?: Record<string, string>;
}

export async function read(
  directory: string,
  { goProxy = proxy.url, secrets = {}, env = {} }: Surroundings = {},
) {
  const text = JSON.stringify({ name: 'x', type: 'go', build: { env } });
  const { config } = parseAppConfig(text);
  if (config === undefined) throw new Error('the config of the test is invalid');
  const digests = {
    check: async () => {
      throw new Error('go.sum has a hash for everything');
    },
  };
  const ecosystem = goEcosystem({ root: join(root, 'node'), goProxy, digests });
  const tree = { commit: '', directory, subject: '', author: '' };
  const request = { project: { id: 1, slug: 'app', domains: [] }, tree, config };
  const step = recordingStep();
  return await ecosystem.read({ ...request, secrets: async () => secrets, runtimes: {} }, step);
}

export async function fill(directory: string, surroundings: Surroundings = {}) {
  const target = mkdtempSync(join(root, 'target-'));
  const fetched = await (await read(directory, surroundings))?.fill(target, recordingStep());
  return { fetched, target };
}
