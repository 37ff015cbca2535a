import type { Context } from '../context.ts';

/** host:port under which agents reach the gateway. */
export function gatewayAddress({ settings, addresses }: Context): string {
  if (settings.grpcAddress !== undefined) return settings.grpcAddress;
  const port = addresses.grpc.split(':').at(-1) || String(settings.grpcPort);
  const everywhere = settings.grpcHost === '0.0.0.0' || settings.grpcHost === '::';
  if (!everywhere) return `${settings.grpcHost}:${port}`;
  const { publicUrl } = settings;
  return `${publicUrl === undefined ? '127.0.0.1' : new URL(publicUrl).hostname}:${port}`;
}
