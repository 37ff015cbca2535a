/** Lines that an address points to. */
export interface LineRange {
  from: number;
  to: number;
}

/** "#L12" and "#L12-L20"; undefined for anything else. */
export function readLineHash(hash: string): LineRange | undefined {
  const found = /^#?L([1-9]\d{0,8})(?:-L?([1-9]\d{0,8}))?$/.exec(hash);
  if (found === null) return undefined;
  const first = Number(found[1]);
  const last = Number(found[2] ?? found[1]);
  return { from: Math.min(first, last), to: Math.max(first, last) };
}

export function lineHash({ from, to }: LineRange): string {
  return from === to ? `#L${from}` : `#L${from}-L${to}`;
}
