import type { DeploymentKind } from '../../../lib/deployment-states.ts';

/** Why a deployment came about. */
const kinds: Record<DeploymentKind, string> = {
  push: 'Push',
  manual: 'By hand',
  rollback: 'Rollback',
  environment: 'New secrets',
};

interface Described {
  kind: DeploymentKind;
  number: number;
  commitMessage: string;
  toRelease: number | null;
}

export function kindText(kind: DeploymentKind): string {
  return kinds[kind];
}

/** What a deployment is about, in a line. */
export function titleOf({ kind, number, commitMessage, toRelease }: Described): string {
  const subject = commitMessage.split('\n', 1)[0]?.trim() ?? '';
  if (kind === 'rollback') return toRelease === null ? 'Roll back' : `Roll back to #${toRelease}`;
  if (subject !== '') return subject;
  return kind === 'environment' ? 'Start with the present secrets' : `Deployment ${number}`;
}

interface Timed {
  createdAt: string;
  startedAt: string | null;
  liveAt: string | null;
  finishedAt: string | null;
}

/**
 * How long it took until it served or was given up; what comes after the switch keeps nobody
 * waiting. undefined: it has not begun, or goes on.
 */
export function tookMs({ startedAt, liveAt, finishedAt }: Timed): number | undefined {
  const end = liveAt ?? finishedAt;
  if (startedAt === null || end === null) return undefined;
  return Math.max(0, Date.parse(end) - Date.parse(startedAt));
}

/** Seven digits name a commit in any repository of a person's size. */
export function shortSha(commit: string): string {
  return commit.slice(0, 7);
}

/** Who did it. A push whose author is not known yet has its delivery's number. */
export function actorText(actor: string): string {
  if (actor.startsWith('delivery:')) return 'GitHub';
  return actor.replace(/^(user|token):/, '');
}

const afterSwitch = new Set(['drain', 'watch']);

/** The steps that somebody waits for. */
export function awaited<T extends { name: string }>(steps: readonly T[]): T[] {
  return steps.filter(({ name }) => !afterSwitch.has(name));
}
