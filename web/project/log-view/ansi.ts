import Anser from 'anser';

/** A piece of a line in one look. */
export interface Span {
  text: string;
  /** Classes of web/styles/log.css; empty: as the line is. */
  className: string;
}

const named = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
type Colour = (typeof named)[number];

/** What a terminal may do to text and we do too. It may also hide it or let it blink: not here. */
const looks = new Set(['bold', 'dim', 'italic', 'underline', 'strikethrough']);

/**
 * The pieces of a cleaned line. Every line stands for itself: what a program forgot to reset must
 * not colour the lines of others between which it stands.
 */
export function spansOf(cleaned: string): Span[] {
  if (!cleaned.includes('\x1B')) return [{ text: cleaned, className: '' }];
  return Anser.ansiToJson(cleaned, { json: true, use_classes: true, remove_empty: true })
    .map(spanOf)
    .filter(({ text }) => text !== '');
}

function spanOf(entry: Anser.AnserJsonEntry): Span {
  const classes = [
    colourClass('fg', entry.fg, entry.fg_truecolor),
    colourClass('bg', entry.bg, entry.bg_truecolor),
    ...(entry.decorations ?? []).filter((each) => looks.has(each)).map((each) => `log-${each}`),
  ];
  const className = classes.filter((each) => each !== '').join(' ');
  return { text: entry.content.replaceAll('\x1B', ''), className };
}

/** Sixteen colours that both themes have; any other becomes the one next to it. */
function colourClass(
  ground: 'fg' | 'bg',
  name: string | null,
  trueColour: string | null | undefined,
): string {
  if (name === null || name === undefined || name === '') return '';
  const palette = /^ansi-palette-(\d+)$/.exec(name)?.[1];
  if (palette !== undefined) return `log-${ground}-${nearest(rgbOfPalette(Number(palette)))}`;
  if (name === 'ansi-truecolor') return `log-${ground}-${nearest(rgbOfText(trueColour ?? ''))}`;
  return `log-${ground}-${name.replace('ansi-', '')}`;
}

type Rgb = readonly [number, number, number];

const levels = [0, 95, 135, 175, 215, 255];

function rgbOfPalette(index: number): Rgb {
  if (index >= 232) {
    const level = 8 + (index - 232) * 10;
    return [level, level, level];
  }
  const at = Math.max(0, index - 16);
  const level = (step: number) => levels[Math.floor(at / step) % 6] ?? 0;
  return [level(36), level(6), level(1)];
}

function rgbOfText(text: string): Rgb {
  const [red = 0, green = 0, blue = 0] = text.split(',').map(Number);
  return [red, green, blue];
}

/** By which of the three lights are on; the brighter half are the bright ones. */
function nearest(rgb: Rgb): Colour | `bright-${Colour}` {
  const top = Math.max(...rgb);
  const bottom = Math.min(...rgb);
  if (top - bottom < 40) return greyOf(top);
  const [red, green, blue] = rgb.map((light) => light > (top + bottom) / 2);
  const colour = named[(red ? 1 : 0) + (green ? 2 : 0) + (blue ? 4 : 0)] ?? 'white';
  return top > 200 && bottom > 90 ? `bright-${colour}` : colour;
}

function greyOf(light: number): Colour | `bright-${Colour}` {
  if (light < 64) return 'black';
  if (light < 140) return 'bright-black';
  return light < 220 ? 'white' : 'bright-white';
}
