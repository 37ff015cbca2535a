import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CommandLine, runCommand } from '../../lib/run-command.ts';
import { UserError } from '../../lib/user-error.ts';
import type { Api, Delivery } from './api.ts';

/** Where pushes go and what signs them. */
export interface WebhookTarget {
  url: string;
  secret: string;
  /** "owner/name" */
  repository: string;
}

export interface PushedCommit {
  branch: string;
  commit: string;
  message: string;
  author: string;
  email: string;
}

/** What the repository in this folder would push: its HEAD. Error: not_a_repository */
export async function headOf(folder: string): Promise<PushedCommit> {
  const git = (...args: string[]): CommandLine => ['git', '-C', folder, ...args];
  try {
    const log = await runCommand(git('log', '-1', '--format=%H%x00%B%x00%an%x00%ae'));
    const [commit = '', message = '', author = '', email = ''] = log.stdout.split('\0');
    const head = await runCommand(git('symbolic-ref', '--short', 'HEAD'));
    return {
      branch: head.stdout.trim(),
      commit,
      message: message.trim(),
      author,
      email: email.trim(),
    };
  } catch (cause) {
    throw new UserError(
      'not_a_repository',
      `${folder} has no git repository with a commit on a branch`,
      {
        cause,
        hint: 'Name the folder of the repository: vpspilot push-hook <folder>',
      },
    );
  }
}

/** Sends what GitHub sends for a push of one commit. Returns the delivery's id at central. Error: delivery_refused */
export async function sendPush(target: WebhookTarget, pushed: PushedCommit): Promise<number> {
  const body = JSON.stringify(payloadOf(target, pushed));
  const sign = (hash: string) => createHmac(hash, target.secret).update(body).digest('hex');
  const response = await fetch(target.url, {
    method: 'POST',
    headers: {
      accept: '*/*',
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/044aadd',
      'x-github-delivery': randomUUID(),
      'x-github-event': 'push',
      'x-github-hook-id': '1',
      'x-github-hook-installation-target-id': '1',
      'x-github-hook-installation-target-type': 'repository',
      'x-hub-signature': `sha1=${sign('sha1')}`,
      'x-hub-signature-256': `sha256=${sign('sha256')}`,
    },
    body,
  });
  const text = await response.text();
  if (!response.ok) throw notAccepted(`${response.status}: ${text}`);
  const receipt = JSON.parse(text) as { outcome: string; reason: string; deliveries: number[] };
  const [delivery] = receipt.deliveries;
  if (receipt.outcome === 'received' && delivery !== undefined) return delivery;
  throw notAccepted(`${receipt.outcome}, ${receipt.reason}`);
}

function notAccepted(said: string): UserError {
  return new UserError('delivery_refused', `Central did not take the webhook (${said})`);
}

/** Waits until central has decided what the delivery means. Error: delivery_undecided */
export async function decided(api: Api, id: number, timeoutMs = 10_000): Promise<Delivery> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    const delivery = await api.call<Delivery>('GET', `/deliveries/${id}`);
    if (delivery.outcome !== 'received') return delivery;
    await sleep(10);
  }
  throw new UserError(
    'delivery_undecided',
    `Central has not decided delivery ${id} within ${timeoutMs} ms`,
  );
}

function payloadOf({ repository }: WebhookTarget, pushed: PushedCommit): unknown {
  const [owner = '', name = ''] = repository.split('/');
  const person = { name: pushed.author, email: pushed.email, username: pushed.author };
  const commit = {
    id: pushed.commit,
    tree_id: pushed.commit,
    distinct: true,
    message: pushed.message,
    timestamp: new Date().toISOString(),
    url: `https://github.com/${repository}/commit/${pushed.commit}`,
    author: person,
    committer: person,
    added: [],
    removed: [],
    modified: [],
  };
  return {
    ref: `refs/heads/${pushed.branch}`,
    before: '0'.repeat(40),
    after: pushed.commit,
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `https://github.com/${repository}/commit/${pushed.commit}`,
    commits: [commit],
    head_commit: commit,
    repository: {
      id: 1,
      name,
      full_name: repository,
      private: false,
      owner: { name: owner, login: owner, id: 1, type: 'User' },
      html_url: `https://github.com/${repository}`,
      clone_url: `https://github.com/${repository}.git`,
      default_branch: 'main',
    },
    pusher: { name: pushed.author, email: pushed.email },
    sender: { login: owner, id: 1, type: 'User' },
  };
}
