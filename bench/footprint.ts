/**
 * Memory of agent and central when nothing happens, with one application deployed. The agent is the
 * bundled one, installed in a systemd host by the line that users paste.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startOnTestHost } from '../scripts/demo/test-host.ts';
import { follow } from '../scripts/platform/follow.ts';
import { decided, headOf, sendPush } from '../scripts/platform/webhook.ts';
import { withPlatform } from './platform.ts';

export interface Footprint {
  agent_rss_mb: number;
  central_rss_mb: number;
  idle_seconds: number;
}

export function measureFootprint(seconds: number, signal: AbortSignal): Promise<Footprint> {
  return withPlatform(
    signal,
    async (platform, project) => {
      const delivery = await sendPush(project.webhook, await headOf(project.repository.folder));
      const { deploymentId } = await decided(platform.api, delivery);
      if (deploymentId !== null) await follow(platform.api, deploymentId, process.stdout);
      console.log(`  Idle for ${seconds} s …`);
      await sleep(seconds * 1_000);
      const figures = {
        agent_rss_mb: megabytes(await platform.agentResidentBytes()),
        central_rss_mb: megabytes(platform.central.process.residentBytes()),
        idle_seconds: seconds,
      };
      console.log(`  agent ${figures.agent_rss_mb} MB, central ${figures.central_rss_mb} MB`);
      return figures;
    },
    startOnTestHost,
  );
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
