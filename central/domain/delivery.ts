import { z } from 'zod';
import { unwatchedFiles, watchPathList } from './watched-changes.ts';

/** What became of a webhook delivery. `received` is not decided yet. */
export type DeliveryOutcome = 'received' | 'deployed' | 'ignored' | 'refused' | 'failed';

/** Why a delivery that is genuine, or about nothing of ours, deploys nothing. */
export const ignoredReasons = {
  other_branch: 'The push went to a branch that this project does not deploy',
  unknown_repository: 'No project has this repository',
  deleted_branch: 'The branch was deleted',
  tag: 'Tags are not deployed',
  skip_ci: 'The newest commit says [skip ci]',
  duplicate_delivery: 'A delivery with this id came before',
  paths_not_watched: 'Nothing that this project watches was changed',
  auto_deploy_off: 'Automatic deployment is off for this project',
  ping: 'GitHub asked whether somebody is here',
  installation: 'A GitHub App was installed, changed or removed',
  other_event: 'Only pushes are deployed',
} as const;

/** Why a delivery is not believed, with what its sender can do. */
export const refusedReasons = {
  missing_signature: {
    status: 401,
    hint: "Enter the project's webhook secret in the settings of the webhook at GitHub",
  },
  bad_signature: {
    status: 401,
    hint: 'The secret at GitHub is another one. Make a new one with POST /api/v1/projects/<project>/webhook-secret and enter it there',
  },
  missing_event: { status: 400, hint: 'GitHub sends X-GitHub-Event with each delivery' },
  not_json: {
    status: 400,
    hint: 'Choose the content type application/json in the settings of the webhook at GitHub',
  },
  unexpected_payload: { status: 400, hint: "Only GitHub's own push payloads are understood" },
  too_large: { status: 413, hint: 'GitHub never sends more than 25 MB' },
  truncated: { status: 400, hint: 'Deliver it again: the body ended early or came too slowly' },
} as const;

export type IgnoredReason = keyof typeof ignoredReasons;
export type RefusedReason = keyof typeof refusedReasons;

const objectId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

const files = z.array(z.string()).optional();
const commitFiles = z.object({ added: files, modified: files, removed: files });

/** The parts of GitHub's push payload that decide; everything else is let through unread. */
export const pushPayload = z.object({
  ref: z.string().max(1024),
  after: objectId,
  deleted: z.boolean().optional(),
  created: z.boolean().optional().catch(undefined),
  forced: z.boolean().optional().catch(undefined),
  commits: z.array(commitFiles).optional().catch(undefined),
  repository: z.object({ full_name: z.string() }),
  head_commit: z
    .object({
      message: z.string(),
      author: z.object({ name: z.string().optional(), username: z.string().optional() }).optional(),
    })
    .nullish(),
});

export type PushPayload = z.infer<typeof pushPayload>;

export interface PushedCommit {
  branch: string;
  commit: string;
  message: string;
  author: string;
}

export type Decision =
  | ({ outcome: 'deploy' } & PushedCommit)
  | { outcome: 'ignored'; reason: IgnoredReason; detail: string }
  | { outcome: 'refused'; reason: RefusedReason; detail: string };

export interface VerifiedDelivery {
  event: string;
  /** A delivery with the same id was verified for the same project before. */
  isDuplicate: boolean;
  /** Parsed JSON of the body; undefined when it is none. */
  payload: unknown;
}

interface DecidingProject {
  branch: string;
  autoDeploy: boolean;
  /** One pattern per line. */
  watchPaths?: string;
}

/** Decides what a delivery with a good signature means for one project. */
export function decideDelivery(delivery: VerifiedDelivery, project: DecidingProject): Decision {
  if (delivery.event === 'ping') return ignored('ping');
  if (delivery.event !== 'push')
    return ignored('other_event', `The event was ${clean(delivery.event, 60)}`);
  if (delivery.isDuplicate) return ignored('duplicate_delivery');
  if (delivery.payload === undefined) {
    return { outcome: 'refused', reason: 'not_json', detail: 'The body is not JSON' };
  }
  const push = pushPayload.safeParse(delivery.payload);
  if (!push.success) {
    return { outcome: 'refused', reason: 'unexpected_payload', detail: describe(push.error) };
  }
  return decidePush(push.data, project);
}

function decidePush(push: PushPayload, project: DecidingProject): Decision {
  if (push.ref.startsWith('refs/tags/'))
    return ignored('tag', `The tag was ${clean(push.ref.slice(10), 100)}`);
  const branch = push.ref.replace(/^refs\/heads\//, '');
  if (push.deleted === true || /^0+$/.test(push.after)) {
    return ignored('deleted_branch', `The branch was ${clean(branch, 100)}`);
  }
  if (branch !== project.branch) {
    return ignored(
      'other_branch',
      `Pushed to ${clean(branch, 100)}, deployed is ${project.branch}`,
    );
  }
  if (!project.autoDeploy) return ignored('auto_deploy_off');
  const message = push.head_commit?.message ?? '';
  if (asksToSkip(message)) return ignored('skip_ci');
  const patterns = watchPathList(project.watchPaths ?? '');
  const unwatched = unwatchedFiles(patterns, push);
  if (unwatched !== undefined) return ignored('paths_not_watched', lookedAt(unwatched, patterns));
  const author = push.head_commit?.author;
  return {
    outcome: 'deploy',
    branch,
    commit: push.after,
    message: clean(message.split('\n', 1)[0] ?? '', 200),
    author: clean(author?.name ?? author?.username ?? '', 100),
  };
}

/** What was changed, and what would have counted. */
function lookedAt(files: readonly string[], patterns: readonly string[]): string {
  const shown = files.slice(0, 5).map((file) => clean(file, 60));
  const more = files.length - shown.length;
  const changed = `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return clean(`Changed: ${changed}. Watched: ${patterns.join(', ')}`, 500);
}

function asksToSkip(message: string): boolean {
  return /\[(?:skip ci|ci skip)\]/i.test(message);
}

function ignored(reason: IgnoredReason, detail = ''): Decision {
  return { outcome: 'ignored', reason, detail: detail === '' ? ignoredReasons[reason] : detail };
}

function describe(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? '' : clean(`${issue.path.join('.')}: ${issue.message}`, 200);
}

/** One line without control characters (they would reach terminals), at most `max` characters. */
export function clean(text: string, max: number): string {
  const line = text
    .slice(0, max * 2)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim();
  return line.length > max ? `${line.slice(0, max - 1)}…` : line;
}
