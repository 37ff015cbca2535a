import { ask } from '../platform/poller.ts';
import type { Platform } from '../platform/start.ts';
import type { DemoProject } from './project.ts';

/** What the example says about itself at /version. */
export interface AppVersion {
  version: string;
  greeting: string;
}

/** What the application answers now; undefined when it is not there. */
export async function appVersion(
  { app }: Platform,
  { host }: DemoProject,
): Promise<AppVersion | undefined> {
  const answer = await ask({ ...app, host, path: '/version' });
  return answer.status === 200 ? versionIn(answer.body) : undefined;
}

export function versionIn(body: string): AppVersion | undefined {
  try {
    return JSON.parse(body) as AppVersion;
  } catch {
    return undefined;
  }
}
