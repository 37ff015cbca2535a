/** Values that somebody has asked for. They are here, for a short time, and nowhere else. */
import { useCallback, useEffect, useRef, useState } from 'react';

/** How long a value stays on the screen. */
export const shownForMs = 30_000;

export interface ShownValues {
  /** Undefined: masked. */
  valueOf: (id: string) => string | undefined;
  show: (id: string, value: string) => void;
  hide: (id: string) => void;
  hideAll: () => void;
}

const none: ReadonlyMap<string, string> = new Map();

/** Hides each value again after a while, and all of them when the page is not looked at. */
export function useShownValues(hideAfterMs = shownForMs): ShownValues {
  const [values, setValues] = useState(none);
  const timers = useRef(new Map<string, number>());

  const hide = useCallback((id: string) => {
    window.clearTimeout(timers.current.get(id));
    timers.current.delete(id);
    setValues((present) => without(present, id));
  }, []);

  const hideAll = useCallback(() => {
    for (const timer of timers.current.values()) window.clearTimeout(timer);
    timers.current.clear();
    setValues(none);
  }, []);

  const show = useCallback(
    (id: string, value: string) => {
      window.clearTimeout(timers.current.get(id));
      timers.current.set(
        id,
        window.setTimeout(() => hide(id), hideAfterMs),
      );
      setValues((present) => new Map(present).set(id, value));
    },
    [hide, hideAfterMs],
  );

  useEffect(() => {
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') hideAll();
    };
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('pagehide', hideAll);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', hideAll);
      hideAll();
    };
  }, [hideAll]);

  return { valueOf: (id) => values.get(id), show, hide, hideAll };
}

function without(values: ReadonlyMap<string, string>, id: string): ReadonlyMap<string, string> {
  if (!values.has(id)) return values;
  const next = new Map(values);
  next.delete(id);
  return next;
}
