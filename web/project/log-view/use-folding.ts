import { useCallback, useState } from 'react';

export interface Folding {
  folded: ReadonlySet<string>;
  /** Folds a step, or unfolds it. */
  toggle: (step: string) => void;
  unfold: (step: string) => void;
  setFolded: (steps: Iterable<string>) => void;
}

/** Which steps show their headline only. */
export function useFolding(): Folding {
  const [folded, set] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((step: string) => {
    set((before) => {
      const after = new Set(before);
      if (!after.delete(step)) after.add(step);
      return after;
    });
  }, []);
  const unfold = useCallback((step: string) => {
    set((before) => {
      if (!before.has(step)) return before;
      const after = new Set(before);
      after.delete(step);
      return after;
    });
  }, []);
  const setFolded = useCallback((steps: Iterable<string>) => set(new Set(steps)), []);
  return { folded, toggle, unfold, setFolded };
}
