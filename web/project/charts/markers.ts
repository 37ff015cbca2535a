/** A deployment on the time axis. */
export interface Marker {
  number: number;
  /** Unix milliseconds. */
  at: number;
  kind: string;
}

/** Deployments so near to each other that they share a flag. */
export interface MarkerFlag {
  /** Distance from the left, in pixels. */
  left: number;
  markers: Marker[];
}

/** Flags that do not cover each other, from the left; each line still stands where it belongs. */
export function flagsOf(
  markers: readonly Marker[],
  place: (at: number) => number,
  distance = 34,
): MarkerFlag[] {
  const flags: MarkerFlag[] = [];
  for (const marker of markers.toSorted((a, b) => a.at - b.at)) {
    const left = place(marker.at);
    const last = flags.at(-1);
    if (last !== undefined && left - last.left < distance) last.markers.push(marker);
    else flags.push({ left, markers: [marker] });
  }
  return flags;
}

/** "#12", "#12 – #15". */
export function flagLabel(markers: readonly Marker[]): string {
  const numbers = markers.map(({ number }) => number);
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  return low === high ? `#${low}` : `#${low}–${high}`;
}
