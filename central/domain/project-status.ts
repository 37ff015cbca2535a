export type ProjectStatus = 'live' | 'deploying' | 'failed' | 'never_deployed' | 'node_offline';

const failedStates = new Set(['failed', 'rolled_back']);

/** How a project fares, in one word. */
export function projectStatus(facts: {
  isNodeOnline: boolean;
  isLive: boolean;
  /** State of the newest deployment. */
  latest: string | undefined;
}): ProjectStatus {
  const { isNodeOnline, isLive, latest } = facts;
  if (!isNodeOnline) return 'node_offline';
  if (latest === 'queued' || latest === 'running') return 'deploying';
  if (latest !== undefined && failedStates.has(latest)) return 'failed';
  return isLive ? 'live' : 'never_deployed';
}
