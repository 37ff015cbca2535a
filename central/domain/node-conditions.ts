/** What can be wrong with a node for a while. Told when it begins; `offline` also when it ends. */
export const nodeConditions = ['offline', 'disk_low', 'certificate_expiring'] as const;

export type NodeCondition = (typeof nodeConditions)[number];

/** A connection that is lost for less is nobody's business: agents are restarted, networks blink. */
const offlineAfterMs = 60_000;
/** Begins below the first share of free space and ends above the second: no to and fro between. */
const lowBelow = 0.1;
const lowUntil = 0.15;
const dayMs = 24 * 3_600_000;
const expiringMs = 7 * dayMs;
/** Renewal begins with a third of the life left: half of that later something is wrong. */
const expiringShare = 1 / 6;

export interface NodeFacts {
  now: Date;
  isConnected: boolean;
  /** Null: never. */
  lastSeenAt: Date | null;
  /** Since when central itself could have seen it. */
  watchedSince: Date;
  disk: { totalBytes: number; availableBytes: number } | undefined;
  /** The newest one that is not revoked. */
  certificate: { createdAt: Date; notAfter: Date } | undefined;
}

/** The conditions of a node now, given those it had until now. */
export function conditionsOf(
  facts: NodeFacts,
  before: ReadonlySet<NodeCondition>,
): Set<NodeCondition> {
  const checks = {
    offline: isOffline(facts),
    disk_low: isDiskLow(facts, before.has('disk_low')),
    certificate_expiring: isExpiring(facts),
  };
  return new Set(nodeConditions.filter((condition) => checks[condition]));
}

function isOffline({ now, isConnected, lastSeenAt, watchedSince }: NodeFacts): boolean {
  if (isConnected || lastSeenAt === null) return false;
  const since = Math.max(lastSeenAt.getTime(), watchedSince.getTime());
  return now.getTime() - since > offlineAfterMs;
}

function isDiskLow({ disk }: NodeFacts, wasLow: boolean): boolean {
  // A node that says nothing of its disk has not changed.
  if (disk === undefined || disk.totalBytes === 0) return wasLow;
  return disk.availableBytes / disk.totalBytes < (wasLow ? lowUntil : lowBelow);
}

function isExpiring({ now, certificate }: NodeFacts): boolean {
  if (certificate === undefined) return false;
  const { createdAt, notAfter } = certificate;
  const life = notAfter.getTime() - createdAt.getTime();
  return notAfter.getTime() - now.getTime() < Math.min(expiringMs, life * expiringShare);
}

/** Reads the words that the database keeps. */
export function readConditions(json: string): Set<NodeCondition> {
  const known = JSON.parse(json) as string[];
  return new Set(nodeConditions.filter((condition) => known.includes(condition)));
}
