import { UserError } from '../../../lib/user-error.ts';
import { type GoProxy, isPrivate, netrcLogin, parseGoProxies } from '../../domain/go-proxies.ts';
import { escapeModule, nameOf, type SummedModule } from '../../domain/go-sum.ts';
import type { DependencyRequest } from '../../ports.ts';
import type { AgentSettings } from '../../settings.ts';
import { type Download, type FetchHints, fetchText } from './download.ts';
import { registrySecrets } from './registry-secrets.ts';

export type GoProxySettings = Pick<AgentSettings, 'goProxy'>;

/** What to do about answers of a module proxy. */
export const goHints: FetchHints = {
  unauthorized:
    'The module proxy wants a login: vpspilot secrets set <project> GOPROXY=https://name:token@host, or NETRC="machine host login name password token"',
  missing:
    'The module proxy does not have this version. A private module needs a proxy of yours (vpspilot secrets set <project> GOPROXY=…), or run go mod vendor and commit the folder vendor',
};

export interface GoModules {
  /** Where a module's files are: address and headers by what its name ends with, such as "zip". */
  locate(module: SummedModule, signal: AbortSignal): Promise<(ending: string) => Download>;
}

/**
 * The proxies that a project's modules come from: its secret GOPROXY, else the node's setting. Logins
 * stand in the address or in its secret NETRC; they never reach a build.
 */
export async function goModules(
  request: Pick<DependencyRequest, 'project' | 'secrets' | 'config'>,
  settings: GoProxySettings,
): Promise<GoModules> {
  const secrets = await registrySecrets(request);
  const variable = (name: string) => secrets.value(name) ?? request.config.build.env[name];
  const own = variable('GOPROXY');
  const proxies = parseGoProxies(own ?? settings.goProxy, own ? 'GOPROXY' : 'goProxy of the node');
  const privateOnes = own === undefined ? (variable('GOPRIVATE') ?? '') : '';
  const netrc = secrets.value('NETRC') ?? '';
  return {
    async locate(module, signal) {
      if (isPrivate(module.path, privateOnes)) throw noPrivateProxy(module);
      const at = (proxy: GoProxy) => downloadsFrom(proxy, module, netrc);
      for (const proxy of proxies.slice(0, -1)) {
        if (await has(at(proxy), proxy, signal)) return at(proxy);
      }
      return at(proxies[proxies.length - 1] as GoProxy);
    },
  };
}

function downloadsFrom({ url }: GoProxy, module: SummedModule, netrc: string) {
  const address = new URL(url);
  const login = address.username === '' ? netrcLogin(netrc, address.hostname) : undefined;
  if (login !== undefined) {
    address.username = encodeURIComponent(login.login);
    address.password = encodeURIComponent(login.password);
  }
  const base = `${address.href.replace(/\/+$/, '')}/${escapeModule(module.path)}`;
  return (ending: string): Download => ({
    label: `${nameOf(module)} (${ending})`,
    url: `${base}/@v/${escapeModule(module.version)}.${ending}`,
    headers: {},
  });
}

/** Whether the proxy has the module, where there is another one to ask if not. */
async function has(
  from: (ending: string) => Download,
  { passesFailures }: GoProxy,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await fetchText(from('mod'), { hints: goHints, signal });
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (passesFailures || isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'status' in cause && [404, 410].includes(Number(cause.status));
}

function noPrivateProxy({ path }: SummedModule): UserError {
  return new UserError('dependency_fetch_failed', `${path} is private (GOPRIVATE)`, {
    hint: 'Give a module proxy that has it (vpspilot secrets set <project> GOPROXY=https://name:token@host,https://proxy.golang.org), or run go mod vendor and commit the folder vendor',
  });
}
