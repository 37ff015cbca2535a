/** As text, so that the patterns below can be read. */
const escapeSign = '\u001B';
const bell = '\u0007';

/** Escape sequences that are not colours: cursor movements, titles, links of terminals. */
const notColours = new RegExp(
  [
    `\\][^${bell}${escapeSign}]*(?:${bell}|${escapeSign}\\\\)?`,
    `[PX^_][^${escapeSign}]*(?:${escapeSign}\\\\)?`,
    '\\[(?![\\d;]*m)[0-?]*[ -/]*[@-~]?',
    '[ -/]*[0-Z\\\\^-~]',
  ]
    .map((sequence) => `${escapeSign}(?:${sequence})`)
    .join('|'),
  'g',
);

/** Colours alone: what is left to take away for the bare text. */
const colours = new RegExp(`${escapeSign}\\[[\\d;]*m`, 'g');

/** Control characters, and those that turn the direction of text: they could show what is not there. */
const unseen = new RegExp(
  `(?![\t${escapeSign}])[\\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]`,
  'gu',
);

/** A line of a program's output with nothing but text and colours in it. */
export function cleanText(text: string): string {
  // Nearly every line is plain: one look decides.
  if (!/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text)) return text;
  return lastState(text.replace(notColours, '')).replace(unseen, '');
}

/** The text that people read and search: without colours. */
export function plainText(cleaned: string): string {
  return cleaned.includes(escapeSign)
    ? cleaned.replace(colours, '').replaceAll(escapeSign, '')
    : cleaned;
}

/** A progress bar rewrites its line after each \r; only its last state is worth a line. */
function lastState(text: string): string {
  if (!text.includes('\r')) return text;
  const states = text.split('\r').filter((state) => plainText(state).trim() !== '');
  return states.at(-1) ?? '';
}
