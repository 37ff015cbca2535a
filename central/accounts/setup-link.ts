import type { Context } from '../context.ts';

/** Kept in the data directory until there is an owner. */
export const setupLinkFile = 'setup-link';

/** Addresses that people open: the token is behind the #, which no server and no log ever sees. */
export function setupLink(
  { settings, addresses }: Pick<Context, 'settings' | 'addresses'>,
  token: string,
) {
  return `${(settings.publicUrl ?? addresses.http).replace(/\/+$/, '')}/setup#${token}`;
}
