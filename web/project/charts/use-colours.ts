import { useSyncExternalStore } from 'react';

/** What a canvas draws with; it knows no CSS variables. */
export interface Colours {
  text: string;
  line: string;
  series: readonly string[];
}

/** Of the present theme, and of the next when that is chosen. */
export function useColours(): Colours {
  const name = useSyncExternalStore(subscribe, themeName);
  return coloursOf(name);
}

function subscribe(listener: () => void): () => void {
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  scheme.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    scheme.removeEventListener('change', listener);
  };
}

function themeName(): string {
  return getComputedStyle(document.documentElement).colorScheme;
}

const known = new Map<string, Colours>();

/** The same object for the same theme. */
function coloursOf(name: string): Colours {
  const present = known.get(name);
  if (present !== undefined) return present;
  const style = getComputedStyle(document.documentElement);
  const colour = (variable: string) => style.getPropertyValue(variable).trim();
  const colours = {
    text: colour('--text-3'),
    line: colour('--line'),
    series: [colour('--chart-1'), colour('--chart-2')],
  };
  known.set(name, colours);
  return colours;
}
