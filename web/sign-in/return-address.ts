interface Address {
  pathname: string;
  search: string;
}

/** Where to sign in, and to come back from. */
export function signInAddress({ pathname, search }: Address): string {
  const from = `${pathname}${search}`;
  return from === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(from)}`;
}

/**
 * Where to go after signing in: a path of this very site, or the overview. Anybody can write a
 * link, so an address elsewhere in it must not be followed.
 */
export function returnAddress(search: string): string {
  const wanted = new URLSearchParams(search).get('return') ?? '/';
  // Browsers read \ as /, and leave tabs and line breaks out: //host in all its disguises.
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted)) return '/';
  return wanted.startsWith('/sign-in') ? '/' : wanted;
}
