import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api } from '../../../scripts/platform/api.ts';
import {
  type ExampleRepository,
  openExampleRepository,
} from '../../../scripts/platform/example-repository.ts';
import { type Platform, startPlatform } from '../../../scripts/platform/start.ts';
import { headOf, sendPush, type WebhookTarget } from '../../../scripts/platform/webhook.ts';
import { repositoryRoot } from '../../../scripts/run-script.ts';

/** A whole vpspilot with nobody in it yet: central, Caddy and the agent of node "oslo". */
export interface Dashboard {
  url: string;
  platform: Platform;
  /** As an admin, by token. */
  api: Api;
  /** Where the first owner makes the account. */
  setupLink(): Promise<string>;
  /** A copy of examples/nodejs-hello with a repository of its own. */
  repository: ExampleRepository;
  /** Sends the push of the repository's HEAD, signed as GitHub does. */
  push(webhookSecret: string): Promise<void>;
  stop(): Promise<void>;
}

export const projectSlug = 'shop';

export async function startDashboard(): Promise<Dashboard> {
  const folder = await mkdtemp(join(tmpdir(), 'vpspilot-browser-'));
  const ended = new AbortController();
  const platform = await startPlatform({
    folder,
    nodeName: 'oslo',
    serviceManager: 'process',
    toolchains: 'auto',
    // Nobody waits for a minute to see that a release stays.
    centralSettings: { VPSPILOT_WATCH_SECONDS: '1', VPSPILOT_DRAIN_SECONDS: '1' },
    onReady: () => undefined,
    signal: ended.signal,
  });
  const { url } = platform.central;
  const source = join(repositoryRoot, 'examples/nodejs-hello');
  const repository = await openExampleRepository(source, join(folder, projectSlug));
  return {
    ...{ url, platform, api: platform.api, repository },
    setupLink: async () => {
      const link = await platform.central.setupLink();
      if (link === undefined) throw new Error('somebody owns this central already');
      return link;
    },
    push: async (secret) => {
      const target: WebhookTarget = {
        url: `${url}/webhooks/github?project=${projectSlug}`,
        secret,
        // What central makes of the repository's address.
        repository: repository.folder.split('/').slice(-2).join('/'),
      };
      await sendPush(target, await headOf(repository.folder));
    },
    stop: async () => {
      ended.abort();
      await platform.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
