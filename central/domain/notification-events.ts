/** What people can be told of. The order is the one in which they choose. */
export const notificationEvents = [
  'deployment_failed',
  'deployment_recovered',
  'deployment_live',
  'node_offline',
  'node_online',
  'disk_low',
  'certificate_expiring',
  'secret_reminder',
] as const;

export type NotificationEventName = (typeof notificationEvents)[number];

export const channelKinds = ['slack', 'discord', 'email', 'webhook'] as const;

export type ChannelKind = (typeof channelKinds)[number];

/** Narrows text from the database. */
export function isNotificationEvent(text: string): text is NotificationEventName {
  return (notificationEvents as readonly string[]).includes(text);
}
