import type { DeploymentState } from '../../lib/deployment-states.ts';
import { oneLine } from './escape-text.ts';

/** GitHub refuses longer ones. */
const descriptionMax = 140;

export interface GithubReport {
  commitState: 'pending' | 'success' | 'failure' | 'error';
  deploymentState: 'queued' | 'in_progress' | 'success' | 'failure' | 'inactive' | 'error';
  description: string;
}

interface Reported {
  state: DeploymentState;
  number: number;
  node: string;
  failureMessage: string | null;
}

/** What GitHub is told of a deployment: at its commit, and in its list of deployments. */
export function githubReport(deployment: Reported): GithubReport {
  const { number, node, failureMessage } = deployment;
  const why = failureMessage ?? '';
  const say = (
    commitState: GithubReport['commitState'],
    deploymentState: GithubReport['deploymentState'],
    description: string,
  ): GithubReport => ({
    commitState,
    deploymentState,
    description: oneLine(description, descriptionMax),
  });
  switch (deployment.state) {
    case 'queued':
      return say('pending', 'queued', 'Waits for its turn');
    case 'running':
      return say('pending', 'in_progress', `Is being deployed to ${node}`);
    case 'live':
      return say('success', 'success', `Live on ${node} as release ${number}`);
    case 'failed':
      return say('failure', 'failure', why === '' ? 'Failed' : why);
    case 'rolled_back':
      return say('failure', 'failure', `Taken back by its watch: ${why}`);
    case 'canceled':
      return say('error', 'error', why === '' ? 'Canceled' : why);
    case 'superseded':
      return say('error', 'inactive', why === '' ? 'A newer deployment came before it' : why);
    case 'replaced':
      // It was live once: that stays true of the commit.
      return say('success', 'inactive', `Was live on ${node} as release ${number}`);
  }
}

/** What an outbox message for GitHub holds. */
export interface GithubPayload extends GithubReport {
  /** Slug. */
  project: string;
  /** "owner/name" */
  repository: string;
  number: number;
  commit: string;
  /** Address of the running application; empty: none. */
  environmentUrl: string;
  /** Page of the dashboard, from its beginning slash. */
  path: string;
}
