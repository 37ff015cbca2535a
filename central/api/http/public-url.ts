import type { Context } from '../../context.ts';
import type { App } from './app.ts';

/** Address under which browsers and GitHub reach central, without a slash at its end. */
export function publicUrl({ settings }: Context, app: App): string {
  if (settings.publicUrl !== undefined) return settings.publicUrl.replace(/\/+$/, '');
  // The port that was asked for may be 0: the one that was given counts.
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : settings.httpPort;
  const isEveryAddress = ['0.0.0.0', '::'].includes(settings.httpHost);
  const host = isEveryAddress ? 'localhost' : settings.httpHost;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
