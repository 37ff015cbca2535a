import type { AgentSettings } from '../../node-agent/settings.ts';
import { debianModule, startGoProxy } from '../../test/support/registries/goproxy.ts';
import { startPypi } from '../../test/support/registries/pypi.ts';

/** Where an application's packages come from, for the agent and for the plain client alike. */
export interface Registry {
  url: string;
  settings: Partial<AgentSettings>;
  /** Files of the repository that hold hashes of what the registry has. */
  files: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** npm's own registry, as the machine's npm is set up. */
export async function npmRegistry(): Promise<Registry> {
  return { url: '', settings: {}, files: {}, stop: async () => {} };
}

/** A Go proxy on loopback with a router and one module more. */
export async function goProxy(): Promise<Registry> {
  const chi = { path: 'github.com/go-chi/chi/v5', version: 'v5.0.7' };
  const extra = {
    path: 'example.com/extra',
    version: 'v1.0.0',
    files: { 'go.mod': 'module example.com/extra\n', 'extra.go': 'package extra\n' },
  };
  const modules = [
    await debianModule('golang-github-go-chi-chi-dev', 'github.com/go-chi/chi', chi),
    extra,
  ];
  const proxy = await startGoProxy({ modules });
  return {
    url: proxy.url,
    settings: { goProxy: proxy.url },
    files: { 'go.sum': proxy.goSum() },
    stop: () => proxy.stop(),
  };
}

/** A package index on loopback with Debian's own Python packages, republished. */
export async function pythonIndex(): Promise<Registry> {
  const index = await startPypi();
  return {
    url: index.url,
    settings: { pythonIndex: index.url },
    files: {},
    stop: async () => {
      await index.stop();
    },
  };
}
