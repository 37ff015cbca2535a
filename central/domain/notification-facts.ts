import type { NotificationEventName } from './notification-events.ts';

/** What happened, as it is kept until it is told: no value of a secret is in here. */
export interface NotificationFacts {
  event: NotificationEventName | 'test';
  /** ISO 8601 */
  at: string;
  /** Slug. */
  project?: string;
  /** Name. */
  node?: string;
  deployment?: DeploymentFacts;
  /** disk_low */
  disk?: { availableBytes: number; totalBytes: number };
  /** certificate_expiring */
  certificate?: { name: string; notAfter: string };
  /** secret_reminder: its name and what people wrote beside it. */
  secret?: { key: string; note: string };
  /** node_offline: when it was heard last; node_online: since when it was away. */
  since?: string;
}

export interface DeploymentFacts {
  id: string;
  number: number;
  kind: string;
  branch: string;
  commit: string;
  subject: string;
  author: string;
  createdBy: string;
  /** Address of the running application; empty: none is known. */
  appUrl: string;
  failure?: { code: string; message: string; hint: string; step: string };
}
