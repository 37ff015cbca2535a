import { fewLines, oneLine } from './escape-text.ts';
import type { DeploymentFacts, NotificationFacts } from './notification-facts.ts';

/** What is told, not yet escaped for any place. */
export interface NotificationText {
  tone: 'good' | 'bad' | 'neutral';
  title: string;
  /** Why, and what to do next; may have several lines. */
  detail: string;
  fields: { name: string; value: string }[];
  /** Page of the dashboard. */
  url: string;
}

/** Puts what happened into words: what, why, and where to look. */
export function describeEvent(facts: NotificationFacts, dashboard: string): NotificationText {
  const { project = '', node = '' } = facts;
  const at = (path: string) => `${dashboard}${path}`;
  switch (facts.event) {
    case 'deployment_failed':
    case 'deployment_recovered':
    case 'deployment_live':
      return aboutDeployment(facts, at);
    case 'node_offline':
    case 'node_online':
      return aboutConnection(facts, at(`/nodes/${node}`));
    case 'disk_low':
      return aboutDisk(facts, at(`/nodes/${node}`));
    case 'certificate_expiring':
      return aboutCertificate(
        facts,
        at(project === '' ? `/nodes/${node}` : `/projects/${project}/domains`),
      );
    case 'secret_reminder':
      return aboutSecret(facts, at(`/projects/${project}/secrets`));
    case 'test':
      return {
        tone: 'neutral',
        title: 'A test of vpspilot',
        detail: 'What this channel is told will arrive here.',
        fields: [],
        url: at('/settings'),
      };
  }
}

const nowhere: DeploymentFacts = {
  ...{ id: '', number: 0, kind: '', branch: '', commit: '', subject: '', author: '' },
  ...{ createdBy: '', appUrl: '' },
};

function aboutDeployment(facts: NotificationFacts, at: (path: string) => string): NotificationText {
  const { project = '', event, deployment = nowhere } = facts;
  const { number, failure } = deployment;
  const where = failure?.step ? ` in ${oneLine(failure.step, 40)}` : '';
  const titles = {
    deployment_failed: `${project}: deployment ${number} failed${where}`,
    deployment_recovered: `${project} works again: deployment ${number} is live`,
    deployment_live: `${project}: deployment ${number} is live`,
  };
  const isBad = event === 'deployment_failed';
  return {
    tone: isBad ? 'bad' : 'good',
    title: titles[event as keyof typeof titles],
    detail: isBad ? reasonOf(failure) : '',
    fields: deploymentFields(facts, deployment),
    url: at(`/projects/${project}/deployments/${number}`),
  };
}

function reasonOf(failure: DeploymentFacts['failure']): string {
  if (failure === undefined) return '';
  return [fewLines(failure.message, 600), fewLines(failure.hint, 400)].filter(Boolean).join('\n');
}

function deploymentFields({ node = '' }: NotificationFacts, deployment: DeploymentFacts) {
  const { commit, subject, author, branch, appUrl, createdBy } = deployment;
  const change = oneLine(`${commit.slice(0, 7)} ${subject}`, 200);
  return [
    { name: 'Commit', value: author === '' ? change : `${change} (${oneLine(author, 100)})` },
    { name: 'Branch', value: oneLine(branch, 100) },
    { name: 'Node', value: node },
    { name: 'Started by', value: oneLine(createdBy, 100) },
    { name: 'Address', value: appUrl },
  ].filter(({ value }) => value !== '');
}

function aboutConnection(facts: NotificationFacts, url: string): NotificationText {
  const { node = '', since } = facts;
  const isOffline = facts.event === 'node_offline';
  const away = since === undefined ? '' : timeText(since);
  return {
    tone: isOffline ? 'bad' : 'good',
    title: isOffline ? `Node ${node} is offline` : `Node ${node} is back`,
    detail: isOffline
      ? `${away === '' ? '' : `Last heard of: ${away}. `}Its applications may well be running, but nothing can be deployed to it. Look whether the machine and vpspilot-agent run.`
      : away === ''
        ? ''
        : `It was away since ${away}.`,
    fields: [],
    url,
  };
}

function aboutDisk({ node = '', disk }: NotificationFacts, url: string): NotificationText {
  const { availableBytes = 0, totalBytes = 0 } = disk ?? {};
  const share = totalBytes === 0 ? 0 : Math.floor((availableBytes / totalBytes) * 100);
  return {
    tone: 'bad',
    title: `Node ${node}: ${bytesText(availableBytes)} of disk left (${share} %)`,
    detail:
      'When it is full, builds fail first. The page of the node shows what each project keeps and what cleaning would free.',
    fields: [{ name: 'Size of the disk', value: bytesText(totalBytes) }],
    url,
  };
}

function aboutCertificate(facts: NotificationFacts, url: string): NotificationText {
  const { certificate } = facts;
  const name = oneLine(certificate?.name ?? '', 200);
  return {
    tone: 'bad',
    title: `The certificate of ${name} ends soon`,
    detail:
      'It is renewed by itself in time. That it has not been means that something is in the way.',
    fields: [{ name: 'Valid until', value: timeText(certificate?.notAfter ?? facts.at) }],
    url,
  };
}

function aboutSecret({ project = '', secret }: NotificationFacts, url: string): NotificationText {
  return {
    tone: 'neutral',
    title: `${project}: it is time to renew the secret ${oneLine(secret?.key ?? '', 100)}`,
    detail: fewLines(secret?.note ?? '', 400),
    fields: [],
    url,
  };
}

/** "2026-03-01 12:30 UTC" */
function timeText(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

function bytesText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit += 1) value /= 1000;
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
