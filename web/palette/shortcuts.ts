/** Keys that lead somewhere: g, then a letter. */
export const goTo: Readonly<Record<string, { path: string; label: string }>> = {
  o: { path: '/', label: 'Overview' },
  p: { path: '/', label: 'Projects' },
  n: { path: '/nodes', label: 'Nodes' },
  d: { path: '/deliveries', label: 'Deliveries' },
  m: { path: '/members', label: 'Members' },
  t: { path: '/tokens', label: 'API tokens' },
  l: { path: '/audit', label: 'Audit log' },
  s: { path: '/settings', label: 'Settings' },
  a: { path: '/account', label: 'Account' },
};

export type Shortcut = 'palette' | 'help' | { path: string };

/** A second key counts for so long after g. */
const sequenceMs = 1_200;

interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** Somebody is typing a text. */
  isTyping: boolean;
  atMs: number;
}

/** Understands keys one after the other. */
export function createShortcuts(): (key: Key) => Shortcut | undefined {
  let gAtMs = Number.NEGATIVE_INFINITY;
  return (key) => {
    if (key.ctrlKey || key.metaKey || key.altKey) return chord(key);
    if (key.isTyping) return undefined;
    const letter = key.key.toLowerCase();
    const isSecond = key.atMs - gAtMs < sequenceMs;
    gAtMs = letter === 'g' && !isSecond ? key.atMs : Number.NEGATIVE_INFINITY;
    return (isSecond ? placeOf(letter) : undefined) ?? single[key.key];
  };
}

const single: Readonly<Record<string, Shortcut>> = { '/': 'palette', '?': 'help' };

/** Ctrl or Cmd with K works in text fields too; everything else is the browser's. */
function chord({ key, altKey }: Key): Shortcut | undefined {
  return key.toLowerCase() === 'k' && !altKey ? 'palette' : undefined;
}

function placeOf(letter: string): { path: string } | undefined {
  const place = Object.hasOwn(goTo, letter) ? goTo[letter] : undefined;
  return place === undefined ? undefined : { path: place.path };
}
