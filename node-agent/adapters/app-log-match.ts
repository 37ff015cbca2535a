import type { LogWish } from '../ports.ts';

/** The text that lines must have, in their masked form: otherwise a search could guess what is masked. */
export function matcher({ search, mask }: Pick<LogWish, 'search' | 'mask'>) {
  const wanted = search?.toLowerCase() ?? '';
  return (lines: readonly string[]): boolean[] => {
    if (wanted === '') return lines.map(() => true);
    const shown = mask === undefined ? lines : mask(lines);
    return shown.map((text) => text.toLowerCase().includes(wanted));
  };
}
