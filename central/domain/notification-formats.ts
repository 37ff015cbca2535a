/** A notification as each kind of channel wants it. Nothing unescaped leaves this file. */
import { discordText, htmlText, mailHeader, oneLine, slackText, slackUrl } from './escape-text.ts';
import type { NotificationFacts } from './notification-facts.ts';
import type { NotificationText } from './notification-text.ts';

const marks = { good: ':large_green_circle:', bad: ':red_circle:', neutral: ':bell:' } as const;
const colors = { good: 0x2e_a0_43, bad: 0xcf_22_2e, neutral: 0x54_6d_8f } as const;
/** Slack refuses a block whose text is longer than 3000. */
const slackTextMax = 2900;

/** Body for an incoming webhook of Slack. */
export function slackBody({ tone, title, detail, fields, url }: NotificationText) {
  const headline = `${marks[tone]} *<${slackUrl(url)}|${slackText(title)}>*`;
  const text = detail === '' ? headline : `${headline}\n${slackText(detail)}`;
  const section = { type: 'section', text: { type: 'mrkdwn', text: text.slice(0, slackTextMax) } };
  const elements = fields.map(({ name, value }) => ({
    type: 'mrkdwn',
    text: `${slackText(name)}: ${slackText(value)}`.slice(0, slackTextMax),
  }));
  return {
    // What a phone shows on its lock screen.
    text: slackText(title),
    blocks: [section, ...(elements.length === 0 ? [] : [{ type: 'context', elements }])],
    ...{ unfurl_links: false, unfurl_media: false },
  };
}

/** Body for a webhook of Discord; nobody is mentioned, whatever the text says. */
export function discordBody({ tone, title, detail, fields, url }: NotificationText) {
  return {
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: discordText(oneLine(title, 120)),
        url,
        color: colors[tone],
        ...(detail === '' ? {} : { description: discordText(detail) }),
        fields: fields.map(({ name, value }) => ({
          name,
          value: discordText(oneLine(value, 500)),
          inline: value.length < 40,
        })),
      },
    ],
  };
}

/** Subject, text and HTML of a mail. */
export function mailParts({ title, detail, fields, url }: NotificationText) {
  const rows = fields.map(({ name, value }) => `${name}: ${value}`);
  const text = [title, detail, rows.join('\n'), url].filter(Boolean).join('\n\n');
  const html = [
    `<p><strong>${htmlText(title)}</strong></p>`,
    ...(detail === '' ? [] : [`<p>${htmlText(detail).replaceAll('\n', '<br>')}</p>`]),
    ...(rows.length === 0 ? [] : [`<p>${rows.map(htmlText).join('<br>')}</p>`]),
    `<p><a href="${htmlText(url)}">${htmlText(url)}</a></p>`,
  ].join('\n');
  return { subject: mailHeader(`[vpspilot] ${title}`), text: `${text}\n`, html };
}

/** Body of a plain webhook: what happened, and the same in words. */
export function webhookBody(facts: NotificationFacts, { title, detail, url }: NotificationText) {
  const { event, at, ...rest } = facts;
  return { event, at, text: title, detail, url, ...rest };
}
