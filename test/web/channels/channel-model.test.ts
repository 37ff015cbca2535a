import { describe, expect, test } from 'vitest';
import {
  notificationEvents as centralEvents,
  channelKinds as centralKinds,
} from '../../../central/domain/notification-events.ts';
import {
  channelKinds,
  eventsSummary,
  notificationEvents,
  targetProblem,
  usualEvents,
} from '../../../web/settings/channel-model.ts';

describe('notification channels', () => {
  test('kinds and events are those of central', () => {
    expect([...channelKinds]).toEqual([...centralKinds]);
    expect(notificationEvents).toEqual([...centralEvents]);
  });

  test.each([
    ['slack', 'https://hooks.slack.com/services/T0/B0/x'],
    ['discord', ' https://discord.com/api/webhooks/1/x '],
    ['webhook', 'http://10.0.0.5:9000/hook'],
    ['email', 'a@example.org, b@example.org'],
  ] as const)('%s takes %s', (kind, target) => {
    expect(targetProblem(kind, target)).toBeUndefined();
  });

  test.each([
    ['slack', 'hooks.slack.com/services/x'],
    ['slack', 'http://hooks.slack.com/services/x'],
    ['webhook', 'ftp://example.org'],
    ['email', ''],
    ['email', 'a@example.org; b@example.org'],
    ['email', 'a@example.org,'],
  ] as const)('%s does not take %j', (kind, target) => {
    expect(targetProblem(kind, target)).toBeDefined();
  });

  test('what it is told of, in short', () => {
    expect(eventsSummary(notificationEvents)).toBe('Everything');
    expect(eventsSummary(['node_offline'])).toBe('Node offline');
    expect(eventsSummary(usualEvents)).toBe('Deployment failed, Deployment recovered and 3 more');
  });
});
