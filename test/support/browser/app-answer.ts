import { ask } from '../../../scripts/platform/poller.ts';
import type { Platform } from '../../../scripts/platform/start.ts';

/** Asks the application under a name, as a browser does whose name server knows it. */
export async function appAnswer({ app }: Platform, host: string, path: string): Promise<string> {
  return (await ask({ ...app, host, path })).body;
}
