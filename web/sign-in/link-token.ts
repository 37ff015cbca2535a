let taken: { path: string; token: string } | undefined;

/**
 * The secret of a one-time link. It stands behind the #, which browsers send to nobody, and leaves
 * the address at once: it must not stay in the history or be copied with the address.
 */
export function takeLinkToken(): string {
  const { pathname, search, hash } = location;
  if (hash.length > 1) {
    taken = { path: pathname, token: hash.slice(1) };
    history.replaceState(history.state, '', `${pathname}${search}`);
  }
  // The page may be drawn more than once.
  return taken?.path === pathname ? taken.token : '';
}
