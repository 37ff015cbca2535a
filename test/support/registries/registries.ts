import { type AddressInfo, connect, createServer } from 'node:net';
import type { AgentSettings } from '../../../node-agent/settings.ts';
import { debianGems } from './debian-gems.ts';
import { debianModule, startGoProxy } from './goproxy.ts';
import { laravelPackages } from './laravel-packages.ts';
import { startNpmRegistry } from './npm.ts';
import { startPackagist } from './packagist.ts';
import { startPypi } from './pypi.ts';
import { startRubygems } from './rubygems.ts';

/** A registry of every kind, with what the examples need. */
export interface Registries {
  /** Of an agent that uses them. */
  settings: Pick<
    AgentSettings,
    'npmRegistry' | 'pythonIndex' | 'composerMirror' | 'gemMirror' | 'goProxy'
  >;
  /** Hashes of the Go modules, as a go.sum has them. */
  goSum: string;
  /** Ends them all; nothing answers any more. */
  stop(): Promise<void>;
}

/** Starts them and makes them reachable at `address` too: a test host cannot see this machine's loopback. */
export async function startRegistries(address: string): Promise<Registries> {
  const chi = { path: 'github.com/go-chi/chi/v5', version: 'v5.0.7' };
  const [npm, pypi, packagist, gems, go] = await Promise.all([
    startNpmRegistry({ onDemand: true }),
    startPypi(),
    laravelPackages().then((packages) => startPackagist({ packages })),
    debianGems().then((published) => startRubygems({ gems: published })),
    debianModule('golang-github-go-chi-chi-dev', 'github.com/go-chi/chi', chi).then((module) =>
      startGoProxy({ modules: [module] }),
    ),
  ]);
  const forwarders: { close(): void }[] = [];
  const reachable = async (url: string) => {
    const forwarder = await forward(address, Number(new URL(url).port));
    forwarders.push(forwarder);
    return url.replace(/127\.0\.0\.1:\d+/, `${address}:${forwarder.port}`);
  };
  return {
    settings: {
      npmRegistry: await reachable(npm.url),
      pythonIndex: await reachable(pypi.url),
      composerMirror: await reachable(packagist.mirror),
      gemMirror: await reachable(gems.url),
      goProxy: await reachable(go.url),
    },
    goSum: go.goSum(),
    stop: async () => {
      for (const forwarder of forwarders) forwarder.close();
      await Promise.all([npm, pypi, packagist, gems, go].map((registry) => registry.stop()));
    },
  };
}

async function forward(address: string, port: number) {
  const server = createServer((socket) => {
    const target = connect(port, '127.0.0.1');
    for (const end of [socket, target]) end.on('error', () => end.destroy());
    socket.pipe(target).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
