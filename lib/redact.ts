/**
 * A value, or a line of a longer value, shorter than this is not masked: "true", "none" and "3000"
 * must stay readable, and masking them would tell more than it hides.
 */
export const minimumMaskedLength = 6;

/** A piece of a base64 text shorter than this turns up in unrelated text by accident. */
const minimumEncodedLength = 8;

export const maskText = '********';

export interface Redactor {
  /** Masks these values from now on; replaces what was set under the same name before. */
  set(name: string, values: Iterable<string>): void;
  remove(name: string): void;
  mask(text: string): string;
  /** Like `mask` for each line, but one search through all of them. Lines hold no newline. */
  maskLines(lines: readonly string[]): string[];
}

/** Masks secret values wherever they turn up, also base64-, URL- or JSON-encoded, line by line. */
export function createRedactor(): Redactor {
  const sets = new Map<string, string[]>();
  let needles: string[] = [];
  const collect = () => {
    // Longest first: a value that contains another must not leave its rest behind.
    needles = [...new Set([...sets.values()].flat())].sort((a, b) => b.length - a.length);
  };
  const mask = (text: string) => {
    let masked = text;
    for (const needle of needles) {
      if (masked.includes(needle)) masked = masked.replaceAll(needle, maskText);
    }
    return masked;
  };
  return {
    set(name, values) {
      sets.set(name, [...values].flatMap(forms));
      collect();
    },
    remove(name) {
      if (sets.delete(name)) collect();
    },
    mask,
    maskLines(lines) {
      // No needle holds a newline, so masking keeps the number of lines.
      return needles.length === 0 || lines.length === 0
        ? [...lines]
        : mask(lines.join('\n')).split('\n');
    },
  };
}

/** Every text by which a secret may be recognised. */
function forms(value: string): string[] {
  const lines = value.split(/\r?\n/).filter((line) => line.length >= minimumMaskedLength);
  const whole = value.length >= minimumMaskedLength ? base64Forms(value) : [];
  return [...lines.flatMap(lineForms), ...whole];
}

function lineForms(line: string): string[] {
  const json = JSON.stringify(line).slice(1, -1);
  const url = percentEncoded(line);
  return [
    line,
    line.trim(),
    json,
    // A log line is JSON itself: what it quotes is escaped twice.
    JSON.stringify(json).slice(1, -1),
    url,
    url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    url.replaceAll('%20', '+'),
    ...base64Forms(line),
  ].filter((form) => form.length >= minimumMaskedLength);
}

function percentEncoded(text: string): string {
  // A half surrogate cannot be encoded; such a value has no URL form.
  return text.isWellFormed() ? encodeURIComponent(text) : text;
}

/**
 * A value inside a longer encoded text ("user:password") begins at any of three offsets; each
 * gives other letters, of which those that depend on the neighbours are left out.
 */
function base64Forms(value: string): string[] {
  const found: string[] = [];
  for (const offset of [0, 1, 2]) {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
    const firstOwnLetter = Math.ceil((offset * 8) / 6);
    const lastOwnLetter = Math.floor((bytes.length * 8) / 6);
    const own = bytes.toString('base64').slice(firstOwnLetter, lastOwnLetter);
    found.push(own, own.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return found.filter((form) => form.length >= minimumEncodedLength);
}
