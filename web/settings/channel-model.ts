/** Notification channels: what they are called, what one does at the other side, what is wrong. */
export type ChannelKind = 'slack' | 'discord' | 'email' | 'webhook';

interface KindWords {
  label: string;
  /** What the target is, as a label of its field. */
  target: string;
  placeholder: string;
  /** What to do at the other side, step by step. */
  steps: readonly string[];
  help: string;
}

export const channelKinds: readonly ChannelKind[] = ['slack', 'discord', 'email', 'webhook'];

export const channelWords: Readonly<Record<ChannelKind, KindWords>> = {
  slack: {
    label: 'Slack',
    target: 'Webhook URL',
    placeholder: 'https://hooks.slack.com/services/…',
    steps: [
      'Open api.slack.com/apps and choose “Create New App”, then “From scratch”.',
      'Under “Incoming Webhooks”, switch them on and choose “Add New Webhook to Workspace”.',
      'Choose the channel, then copy the webhook URL and paste it here.',
    ],
    help: 'Whoever has the URL can post into the channel. It is kept encrypted and never shown again.',
  },
  discord: {
    label: 'Discord',
    target: 'Webhook URL',
    placeholder: 'https://discord.com/api/webhooks/…',
    steps: [
      'In Discord, open the settings of the channel (the cog beside its name).',
      'Under “Integrations”, choose “Webhooks”, then “New Webhook”.',
      'Choose “Copy Webhook URL” and paste it here.',
    ],
    help: 'Whoever has the URL can post into the channel. It is kept encrypted and never shown again.',
  },
  email: {
    label: 'E-mail',
    target: 'Addresses',
    placeholder: 'ops@example.org, anna@example.org',
    steps: ['Several addresses: put commas between them.'],
    help: 'Sent by the mail server that this central is set up with.',
  },
  webhook: {
    label: 'Webhook',
    target: 'URL',
    placeholder: 'https://example.org/vpspilot',
    steps: [
      'Give an address of yours that takes POST requests with JSON.',
      'After saving you are shown a key, once: check the signature of each request with it.',
    ],
    help: 'Each request carries an HMAC-SHA256 signature of its body.',
  },
};

interface EventWords {
  label: string;
  help: string;
  /** About projects, or about nodes: a channel of one project hears of its own only. */
  about: 'project' | 'node';
}

export type NotificationEvent =
  | 'deployment_failed'
  | 'deployment_recovered'
  | 'deployment_live'
  | 'node_offline'
  | 'node_online'
  | 'disk_low'
  | 'certificate_expiring'
  | 'secret_reminder';

export const eventWords: Readonly<Record<NotificationEvent, EventWords>> = {
  deployment_failed: {
    label: 'Deployment failed',
    help: 'With the step, the reason and a link to the log',
    about: 'project',
  },
  deployment_recovered: {
    label: 'Deployment recovered',
    help: 'The first one that works after a failure',
    about: 'project',
  },
  deployment_live: {
    label: 'Deployment live',
    help: 'Every release that has the traffic',
    about: 'project',
  },
  node_offline: { label: 'Node offline', help: 'No sign of life from its agent', about: 'node' },
  node_online: { label: 'Node online again', help: 'After it was offline', about: 'node' },
  disk_low: {
    label: 'Disk nearly full',
    help: 'Before builds have to be refused',
    about: 'node',
  },
  certificate_expiring: {
    label: 'Certificate near its end',
    help: 'When renewal has not worked',
    about: 'node',
  },
  secret_reminder: {
    label: 'Secret to be renewed',
    help: 'The reminder date of a secret has come',
    about: 'project',
  },
};

export const notificationEvents = Object.keys(eventWords) as NotificationEvent[];

/** What a new channel is told of, unless somebody chooses: what needs hands. */
export const usualEvents: readonly NotificationEvent[] = [
  'deployment_failed',
  'deployment_recovered',
  'node_offline',
  'disk_low',
  'certificate_expiring',
];

/** Why this cannot be the target; undefined when it can. Central checks again. */
export function targetProblem(kind: ChannelKind, target: string): string | undefined {
  const text = target.trim();
  if (kind === 'email') return addressesProblem(text);
  const url = URL.parse(text);
  const isWeb = url?.protocol === 'https:' || (kind === 'webhook' && url?.protocol === 'http:');
  return isWeb ? undefined : 'Give the whole address, with https://';
}

function addressesProblem(text: string): string | undefined {
  const addresses = text.split(',').map((each) => each.trim());
  if (text === '') return 'Give at least one address';
  const bad = addresses.find((each) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(each));
  return bad === undefined ? undefined : `“${bad.slice(0, 60)}” is no e-mail address`;
}

/** "Deployment failed, Node offline and 3 more". */
export function eventsSummary(events: readonly NotificationEvent[]): string {
  const labels = notificationEvents
    .filter((each) => events.includes(each))
    .map((each) => eventWords[each].label);
  if (labels.length === notificationEvents.length) return 'Everything';
  if (labels.length <= 3) return labels.join(', ');
  return `${labels.slice(0, 2).join(', ')} and ${labels.length - 2} more`;
}
