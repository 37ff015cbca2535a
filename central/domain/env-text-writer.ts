/** Text that `parseEnvText` reads to exactly these values, by name; so does dotenv, where it can. */
export function envTextOf(values: Readonly<Record<string, string>>): string {
  const keys = Object.keys(values).sort();
  return keys.map((key) => `${key}=${written(values[key] ?? '')}\n`).join('');
}

function written(value: string): string {
  if (/^[\w.,:/@%+-]+$/.test(value)) return value;
  // As it stands; a raw CR would be read as a line break.
  const quote = value.includes('\r') ? undefined : ["'", '`'].find((one) => !value.includes(one));
  if (quote === "'") return quoted(value, "'");
  if (!/["\\]/.test(value)) return quoted(escapeBreaks(value), '"');
  if (quote === '`') return quoted(value, '`');
  return quoted(escapeBreaks(value.replace(/["\\$]/g, '\\$&')), '"');
}

/**
 * After a backslash dotenv takes the closing quote for a part of the value and looks for one that
 * ends a line. A comment with a quote that does not end its line makes it think again.
 */
function quoted(text: string, quote: string): string {
  return `${quote}${text}${quote}${text.endsWith('\\') ? `\n#${quote}.` : ''}`;
}

function escapeBreaks(value: string): string {
  return value.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
