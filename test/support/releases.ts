import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { environmentFileText } from '../../node-agent/domain/env-file.ts';
import { projectFolders } from '../../node-agent/domain/folders.ts';
import type { ProjectFolders, ProjectRef, Release } from '../../node-agent/ports.ts';

export interface TestProject {
  project: ProjectRef;
  folders: ProjectFolders;
}

export function testProject(root: string, id = 1, domains = [`app${id}.localhost`]): TestProject {
  const project = { id, slug: `app${id}`, domains };
  return { project, folders: projectFolders(root, project) };
}

export interface ReleaseOptions {
  number: number;
  port: number;
  /** JavaScript of the application; it may use PORT. */
  code?: string;
  /** Files of the release, by their path in its store path. */
  files?: Record<string, string>;
  config?: object;
  environment?: Record<string, string>;
}

/** A release as the build leaves it behind, with a folder in place of a store path. */
export async function makeRelease(
  root: string,
  { project, folders }: TestProject,
  options: ReleaseOptions,
): Promise<Release> {
  const storePath = join(root, 'store', `${project.slug}-${options.number}`);
  const files = { ...options.files };
  if (options.code !== undefined) {
    files['app/server.js'] = options.code;
    files['bin/start'] = startScript(storePath);
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(storePath, path, '..'), { recursive: true });
    await writeFile(join(storePath, path), text);
  }
  if (files['bin/start'] !== undefined) await chmod(join(storePath, 'bin/start'), 0o755);
  await mkdir(folders.release(options.number), { recursive: true });
  const environment = { PORT: String(options.port), ...options.environment };
  const environmentFile = join(folders.release(options.number), '.env');
  await writeFile(environmentFile, environmentFileText(environment), { mode: 0o600 });
  return {
    number: options.number,
    deploymentId: `deployment-${options.number}`,
    project,
    commit: 'c0ffee',
    storePath,
    generation: options.number,
    environmentVersion: 1,
    port: options.port,
    config: appConfig(options.config ?? {}),
  };
}

function startScript(storePath: string): string {
  const lines = [
    '#!/bin/bash',
    `export PATH=${join(process.execPath, '..')}:\${PATH:-/usr/bin:/bin}`,
    `cd "\${VPSPILOT_WORKDIR:-${storePath}/app}"`,
    'if [ "$#" -gt 0 ]; then exec "$@"; fi',
    'exec node server.js',
  ];
  return `${lines.join('\n')}\n`;
}

function appConfig(changes: object) {
  const { config, problems } = parseAppConfig(
    JSON.stringify({
      name: 'app',
      type: 'nodejs',
      start: { command: 'node server.js' },
      ...changes,
    }),
  );
  if (config === undefined) throw new Error(JSON.stringify(problems));
  return config;
}
