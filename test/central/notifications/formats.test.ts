import { expect, test } from 'vitest';
import {
  discordText,
  fewLines,
  htmlText,
  mailHeader,
  oneLine,
  slackText,
  slackUrl,
} from '../../../central/domain/escape-text.ts';
import type { NotificationFacts } from '../../../central/domain/notification-facts.ts';
import {
  discordBody,
  mailParts,
  slackBody,
  webhookBody,
} from '../../../central/domain/notification-formats.ts';
import { describeEvent } from '../../../central/domain/notification-text.ts';

const dashboard = 'https://deploy.example.org';
const at = '2026-03-01T12:30:00.000Z';

/** A deployment whose every text tries to get out of its place. */
const hostile =
  '<!channel> @everyone *b* [x](https://evil.example) <script>alert(1)</script>\r\nBcc: a@b.c';
const facts: NotificationFacts = {
  ...{ event: 'deployment_failed', at, project: 'shop', node: 'oslo' },
  deployment: {
    ...{ id: 'd1', number: 12, kind: 'push', branch: hostile, commit: 'c'.repeat(40) },
    ...{ subject: hostile, author: hostile, createdBy: 'delivery:3', appUrl: '' },
    failure: { code: 'build_failed', message: hostile, hint: 'Read the log', step: 'build' },
  },
};
const text = describeEvent(facts, dashboard);

test('a failure is told with its step, its reason, what to do and where to look', () => {
  expect(text.title).toBe('shop: deployment 12 failed in build');
  expect(text.url).toBe('https://deploy.example.org/projects/shop/deployments/12');
  expect(text.detail).toContain('Read the log');
  expect(text.fields.map(({ name }) => name)).toEqual(['Commit', 'Branch', 'Node', 'Started by']);
});

test('Slack: no mention, link or tag can begin', () => {
  const body = JSON.stringify(slackBody(text));
  expect(body).not.toMatch(/<(?!https:\/\/deploy\.example\.org\/)/);
  expect(body).toContain('&lt;!channel&gt;');
  expect(slackText('a & <b>')).toBe('a &amp; &lt;b&gt;');
  expect(slackUrl('https://a/|x>')).toBe('https://a/%7Cx&gt;');
});

test('Discord: nobody is mentioned, nothing is a link or markup', () => {
  const body = discordBody(text);
  expect(body.allowed_mentions).toEqual({ parse: [] });
  const [embed] = body.embeds;
  expect(embed?.description).toContain(
    '\\<\\!channel\\> \\@everyone \\*b\\* \\[x\\]\\(https\\://evil',
  );
  expect(discordText('`_~|')).toBe('\\`\\_\\~\\|');
  expect(embed?.title.length).toBeLessThanOrEqual(256);
});

test('mail: no header can begin in a subject, no tag in the HTML', () => {
  const { subject, html, text: plain } = mailParts({ ...text, title: hostile });
  expect(subject).not.toMatch(/[\r\n]/);
  expect(mailHeader('a\r\nBcc: x@y.z\u2028b')).toBe('a Bcc: x@y.z b');
  expect(html).not.toContain('<script>');
  expect(html).toContain('&#60;script&#62;');
  expect(htmlText(`"'&`)).toBe('&#34;&#39;&#38;');
  expect(plain).toContain('https://deploy.example.org/projects/shop/deployments/12');
});

test('a plain webhook has the facts and the words', () => {
  expect(webhookBody(facts, text)).toMatchObject({
    ...{ event: 'deployment_failed', at, project: 'shop', node: 'oslo' },
    text: 'shop: deployment 12 failed in build',
    url: 'https://deploy.example.org/projects/shop/deployments/12',
    deployment: { number: 12, failure: { code: 'build_failed' } },
  });
});

test('lines are cut without leaving half a character, and control characters go', () => {
  expect(oneLine('a\u001b[31mb\u0007c\u202ed', 50)).toBe('a [31mb c d');
  expect(oneLine('😀'.repeat(10), 6)).toBe('😀😀…');
  expect(fewLines('a\r\n\n\nb\u0000c', 100)).toBe('a\nb c');
  expect(fewLines(Array.from({ length: 20 }, (_, n) => `${n}`).join('\n'), 100, 3)).toBe(
    '0\n1\n2\n…',
  );
});

test.each<[NotificationFacts, string, string]>([
  [{ event: 'node_offline', at, node: 'oslo', since: at }, 'Node oslo is offline', '/nodes/oslo'],
  [{ event: 'node_online', at, node: 'oslo', since: at }, 'Node oslo is back', '/nodes/oslo'],
  [
    { event: 'disk_low', at, node: 'oslo', disk: { availableBytes: 1.2e9, totalBytes: 40e9 } },
    'Node oslo: 1.2 GB of disk left (3 %)',
    '/nodes/oslo',
  ],
  [
    {
      ...{ event: 'certificate_expiring', at, project: 'shop', node: 'oslo' },
      certificate: { name: 'shop.example.org', notAfter: at },
    },
    'The certificate of shop.example.org ends soon',
    '/projects/shop/domains',
  ],
  [
    { event: 'secret_reminder', at, project: 'shop', secret: { key: 'API_KEY', note: 'at Acme' } },
    'shop: it is time to renew the secret API_KEY',
    '/projects/shop/secrets',
  ],
  [{ event: 'test', at }, 'A test of vpspilot', '/settings'],
])('%o', (one, title, path) => {
  const said = describeEvent(one, dashboard);
  expect(said).toMatchObject({ title, url: `${dashboard}${path}` });
  // Each kind of channel can show each event.
  for (const body of [slackBody(said), discordBody(said), mailParts(said)]) {
    expect(JSON.stringify(body)).not.toMatch(/undefined|NaN|null/);
  }
});
