import type { z } from 'zod';
import type { NodeSummary } from '../../nodes/list-nodes.ts';
import { centralVersion } from '../../version.ts';
import type { nodeSchema } from './schemas/nodes.ts';

/** A node as the API shows it. */
export function nodeView(row: NodeSummary): z.input<typeof nodeSchema> {
  const { id, name, hostname, address, system, agentVersion, nixVersion, caddyVersion } = row;
  const { serviceManager, toolchains, projectCount, releases, lastHeartbeat, online } = row;
  return {
    ...{ id, name, hostname, address, system, agentVersion, nixVersion, caddyVersion },
    ...{ serviceManager, toolchains, projectCount, releases },
    connected: online,
    state: stateOf(row),
    connectedSince: row.connectedSince?.toISOString() ?? null,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    // The agent that central serves has central's own version.
    agentOutdated: agentVersion !== '' && agentVersion !== centralVersion,
    warning: row.warning ?? null,
    certificate:
      row.certificateNotAfter === null ? null : { notAfter: row.certificateNotAfter.toISOString() },
    ...measures(row),
    heartbeat: lastHeartbeat === null ? null : JSON.parse(lastHeartbeat),
  };
}

function stateOf({ online, lastSeenAt }: NodeSummary) {
  if (online) return 'online';
  return lastSeenAt === null ? 'never_connected' : 'offline';
}

function measures({ heartbeat }: NodeSummary) {
  if (heartbeat === undefined) return { load: null, memory: null, disk: null };
  return {
    load: { one: heartbeat.load1m, cpus: heartbeat.cpus },
    memory: {
      totalBytes: heartbeat.memoryTotalBytes,
      availableBytes: heartbeat.memoryAvailableBytes,
    },
    disk: { totalBytes: heartbeat.diskTotalBytes, availableBytes: heartbeat.diskAvailableBytes },
  };
}
