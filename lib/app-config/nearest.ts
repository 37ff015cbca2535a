import { distance } from 'fastest-levenshtein';

/** The candidate that was probably meant: near in spelling, or the same but for case and separators. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const wanted = plain(word.slice(0, 60));
  let best: string | undefined;
  let bestDistance = (wanted.length < 4 ? 1 : wanted.length < 7 ? 2 : 3) + 1;
  for (const candidate of candidates) {
    const away = distance(wanted, plain(candidate));
    if (away < bestDistance) [best, bestDistance] = [candidate, away];
  }
  return best;
}
