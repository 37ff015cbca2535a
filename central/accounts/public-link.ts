import type { Settings } from '../config/settings.ts';

/** Kept in the data directory until there is an owner. */
export const setupLinkFile = 'setup-link';

/**
 * An address that somebody opens once. The token stands behind the #: no server, proxy or log ever
 * sees it.
 */
export function publicLink(
  { publicUrl, httpHost, httpPort }: Pick<Settings, 'publicUrl' | 'httpHost' | 'httpPort'>,
  page: 'setup' | 'invitation',
  token: string,
): string {
  const host = ['0.0.0.0', '::'].includes(httpHost) ? 'localhost' : httpHost;
  const own = `http://${host.includes(':') ? `[${host}]` : host}:${httpPort}`;
  return `${(publicUrl ?? own).replace(/\/+$/, '')}/${page}#${token}`;
}
