import type { Deployment } from '../../lib/api/openapi.ts';
import type { DeploymentState } from '../../lib/deployment-states.ts';
import { formatAge, formatDuration } from '../../lib/terminal-text.ts';
import type { Io } from '../io.ts';

type Colors = Io['colors'];

/** How a state looks: the same sign and colour everywhere. */
export function stateText(state: DeploymentState, colors: Colors) {
  const looks = {
    queued: ['○', colors.dim],
    running: ['◐', colors.cyan],
    live: ['●', colors.green],
    replaced: ['·', colors.dim],
    rolled_back: ['↩', colors.red],
    failed: ['✗', colors.red],
    canceled: ['■', colors.yellow],
    superseded: ['»', colors.dim],
  } as const satisfies Record<DeploymentState, unknown>;
  const [sign, paint] = looks[state] ?? ['?', colors.dim];
  return { text: `${sign} ${state.replace('_', ' ')}`, paint };
}

/** "3f2a9c1 Fix the cart", "rollback to 4", "changed secrets (version 7)". */
export function whatText(deployment: Deployment): string {
  const commit = [deployment.commit.slice(0, 7), firstLine(deployment.commitMessage)]
    .filter(Boolean)
    .join(' ');
  if (deployment.kind === 'rollback') {
    const target =
      deployment.toRelease === null ? 'rollback' : `rollback to ${deployment.toRelease}`;
    return commit === '' ? target : `${target}: ${commit}`;
  }
  if (deployment.kind === 'environment') {
    return `changed environment (version ${deployment.environmentVersion})`;
  }
  return commit === '' ? `tip of ${deployment.branch}` : commit;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

export function ageText(date: string | null, now = Date.now()): string {
  return date === null ? '' : formatAge(now - Date.parse(date));
}

/** Time until it was live, or until it ended without that. */
export function tookText({ startedAt, liveAt, finishedAt }: Deployment): string {
  const end = liveAt ?? finishedAt;
  return startedAt === null || end === null
    ? ''
    : formatDuration(Date.parse(end) - Date.parse(startedAt));
}
