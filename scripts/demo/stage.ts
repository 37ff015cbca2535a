import type { Deployment } from '../platform/api.ts';
import type { Poller } from '../platform/poller.ts';
import { pushAndFollow } from '../platform/push.ts';
import type { Platform } from '../platform/start.ts';
import type { DemoProject } from './project.ts';

/** What the story plays on. */
export interface Stage {
  platform: Platform;
  project: DemoProject;
  poller: Poller;
}

/** Pushes what the repository has now. */
export function push({ api }: Platform, project: DemoProject): Promise<Deployment> {
  return pushAndFollow(api, project.webhook, project.repository.folder, process.stdout);
}

/** Announces what comes next. */
export function say(line: string): void {
  console.log(`\n${line}\n`);
}
