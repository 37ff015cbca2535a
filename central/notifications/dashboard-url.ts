import type { Context } from '../context.ts';

/** Address of the dashboard for whoever is told of something, without a slash at its end. */
export function dashboardUrl({ settings, addresses }: Pick<Context, 'settings' | 'addresses'>) {
  const configured = settings.publicUrl ?? addresses.http;
  const url = configured === '' ? `http://localhost:${settings.httpPort}` : configured;
  return url.replace(/\/+$/, '');
}
