import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppConfig } from '../../lib/app-config/app-config.ts';
import type { ProcessSupervisor } from '../../node-agent/adapters/process-supervisor.ts';
import { environmentFileText } from '../../node-agent/domain/env-file.ts';
import type { ProjectFolders, ProjectRef, Release } from '../../node-agent/ports.ts';
import { freePort } from './caddy.ts';
import { recordingStep } from './step.ts';

/** A built project as the process supervisor runs it, with its storage, until the supervisor ends it. */
export async function startRelease(
  services: ProcessSupervisor,
  { project, folders }: { project: ProjectRef; folders: ProjectFolders },
  built: {
    number: number;
    storePath: string;
    config: AppConfig;
    environment: Record<string, string>;
  },
) {
  const port = await freePort();
  const release: Release = {
    ...{ deploymentId: 'deployment', project, commit: 'c0ffee', generation: built.number },
    ...{ number: built.number, storePath: built.storePath, config: built.config },
    ...{ environmentVersion: 1, port },
  };
  mkdirSync(folders.release(built.number), { recursive: true });
  const environment = { PORT: String(port), ...built.environment };
  writeFileSync(join(folders.release(built.number), '.env'), environmentFileText(environment));
  const step = recordingStep();
  const { release: command } = built.config;
  if (command !== undefined) await services.runOnce(release, folders, command.command, step);
  await services.start(release, folders, new AbortController().signal);
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 150; attempt++) {
    const answer = await fetch(`${url}${built.config.healthcheck.url}`).catch(() => undefined);
    if (answer?.ok === true) return { url, step, stop: () => services.stop(release, 2_000) };
    await sleep(100);
  }
  throw new Error(`the release did not answer: ${JSON.stringify(await services.state(release))}`);
}
