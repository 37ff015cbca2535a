/** What central's API answers, as far as the CLI shows it (GET /api/v1/openapi.json has all of it). */
import type { DeploymentKind, DeploymentState } from '../../lib/deployment-states.ts';

export interface Failure {
  code: string;
  message: string;
  hint: string;
}

export interface Deployment {
  id: string;
  project: string;
  number: number;
  kind: DeploymentKind;
  state: DeploymentState;
  step: string | null;
  branch: string;
  commit: string;
  commitMessage: string;
  commitAuthor: string;
  environmentVersion: number;
  toRelease: number | null;
  failure: Failure | null;
  createdBy: string;
  createdAt: string;
  startedAt: string | null;
  liveAt: string | null;
  finishedAt: string | null;
}

export interface DeploymentDetail extends Deployment {
  steps: {
    name: string;
    state: 'running' | 'done' | 'skipped' | 'failed' | 'canceled';
    startedAt: string;
    durationMs: number | null;
    note: string;
  }[];
  /** Absent in answers of an older central. */
  warnings?: { at: string; code: string; message: string }[];
}

export interface Project {
  id: number;
  slug: string;
  repositoryUrl: string;
  repositoryName: string;
  branch: string;
  domains: string[];
  /** URLs of the domains. */
  addresses: string[];
  autoDeploy: boolean;
  node: { id: string; name: string; connected: boolean };
  environmentVersion: number;
  webhookUrl: string;
  createdAt: string;
  live: Deployment | null;
  latest: Deployment | null;
}

export interface Secret {
  key: string;
  node: string | null;
  version: number;
  updatedAt: string;
  updatedBy: string;
}

export interface Node {
  id: string;
  name: string;
  connected: boolean;
  hostname: string;
  system: string;
  agentVersion: string;
  nixVersion: string;
  serviceManager: string;
  lastSeenAt: string | null;
}

export interface Delivery {
  id: number;
  /** GitHub's own id of it. */
  deliveryId: string | null;
  event: string;
  project: string | null;
  outcome: 'received' | 'deployed' | 'ignored' | 'refused' | 'failed';
  reason: string;
  detail: string;
  deploymentId: string | null;
  replayOf: number | null;
  receivedAt: string;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}
