/**
 * Text from a repository, a person or a build, made harmless for the place where it stands. One
 * function per place; what comes out of one is not for another.
 */

/** One line without control and formatting characters, at most `max` characters. */
export function oneLine(text: string, max: number): string {
  return cut(text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim(), max);
}

/** Like `oneLine`, but line ends stay, at most `maxLines` of them. */
export function fewLines(text: string, max: number, maxLines = 12): string {
  const lines = text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\n\P{C}]+/gu, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const more = lines.length > maxLines ? '\n…' : '';
  return cut(lines.slice(0, maxLines).join('\n') + more, max).trim();
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text.toWellFormed();
  // Half of a pair of surrogates would be no character.
  return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`.toWellFormed();
}

/** For Slack's mrkdwn: no link, no mention, no `<!channel>` can begin. */
export function slackText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** For an address within `<address|text>` of Slack. */
export function slackUrl(url: string): string {
  return slackText(url).replace(/\|/g, '%7C');
}

/** For Discord's markdown: every character that could begin something stands for itself. */
export function discordText(text: string): string {
  return text.replace(/[\\*_~`|<>[\](){}#@:+.!-]/g, '\\$&');
}

/** For a header of a mail: no line can end in it. */
export function mailHeader(text: string, max = 150): string {
  return oneLine(text, max);
}

/** For text and attributes of HTML. */
export function htmlText(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
