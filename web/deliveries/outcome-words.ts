/** Why a delivery did what it did, for people, with what they can do about it. */
export type DeliveryOutcome = 'received' | 'deployed' | 'ignored' | 'refused' | 'failed';

export const deliveryOutcomes: readonly DeliveryOutcome[] = [
  'received',
  'deployed',
  'ignored',
  'refused',
  'failed',
];

export const outcomeWords: Readonly<Record<DeliveryOutcome, string>> = {
  received: 'Being decided',
  deployed: 'Deployed',
  ignored: 'Ignored',
  refused: 'Refused',
  failed: 'Failed',
};

interface ReasonWords {
  text: string;
  /** What to do, if one wanted something else. */
  advice?: string;
}

const reasons: Readonly<Record<string, ReasonWords>> = {
  other_branch: {
    text: 'The push went to a branch that is not deployed',
    advice: 'The branch is chosen in the settings of the project.',
  },
  unknown_repository: {
    text: 'No project has this repository',
    advice: 'Create a project for it, or correct the repository in the settings of one.',
  },
  deleted_branch: { text: 'The branch was deleted' },
  tag: { text: 'Tags are not deployed' },
  skip_ci: { text: 'The newest commit says [skip ci]' },
  duplicate_delivery: { text: 'The same delivery came before' },
  auto_deploy_off: {
    text: 'Automatic deployment is off for this project',
    advice: 'Deploy by hand, or switch it on in the settings of the project.',
  },
  ping: { text: 'GitHub asked whether somebody is here: the webhook works' },
  installation: { text: 'A GitHub App was installed, changed or removed' },
  other_event: {
    text: 'Only pushes are deployed',
    advice: 'In the settings of the webhook at GitHub, “Just the push event” is enough.',
  },
  paths_not_watched: {
    text: 'No changed file is in the paths that trigger this project',
    advice: 'The paths are chosen in the settings of the project.',
  },
  missing_signature: {
    text: 'It was not signed',
    advice: 'Enter the secret of the webhook at GitHub.',
  },
  bad_signature: {
    text: 'It was signed with another secret',
    advice: 'Make a new secret in the settings of the project and enter it at GitHub.',
  },
  missing_event: { text: 'The header X-GitHub-Event was missing' },
  not_json: {
    text: 'The body was not JSON',
    advice: 'Choose the content type application/json at GitHub.',
  },
  unexpected_payload: { text: 'The payload is not one of GitHub’s' },
  too_large: { text: 'The body was larger than GitHub ever sends' },
  truncated: { text: 'The body ended early', advice: 'Deliver it again from GitHub.' },
};

/** The reason in words; what central says in detail where the reason is new to us. */
export function reasonWords({ reason, detail }: { reason: string; detail: string }): ReasonWords {
  return reasons[reason] ?? { text: detail === '' ? reason.replaceAll('_', ' ') : detail };
}

/** The detail, unless it says no more than the reason does. */
export function extraDetail(delivery: { reason: string; detail: string }): string {
  return reasonWords(delivery).text === delivery.detail ? '' : delivery.detail;
}
