/** Where a repository is, whatever form its address has. */
export interface RepositoryPlace {
  /** With a port, if the address has one. */
  host: string;
  /** "owner/name.git" */
  path: string;
  protocol: 'https' | 'ssh';
  /** ssh: before the @. */
  user: string;
}

/** Takes an address apart; undefined for local folders and what is neither https nor ssh. */
export function repositoryPlace(url: string): RepositoryPlace | undefined {
  const short = /^([\w.-]+)@([\w.-]+):(?!\/\/)(.+)$/.exec(url);
  if (short !== null) {
    const [, user = 'git', host = '', path = ''] = short;
    return { host: host.toLowerCase(), path: path.replace(/^\/+/, ''), protocol: 'ssh', user };
  }
  const parsed = URL.parse(url);
  if (parsed === null || !/^(?:https|ssh):$/.test(parsed.protocol)) return undefined;
  const protocol = parsed.protocol === 'ssh:' ? 'ssh' : 'https';
  const path = parsed.pathname.replace(/^\/+/, '').replace(/\/+$/, '');
  return { host: parsed.host.toLowerCase(), path, protocol, user: parsed.username || 'git' };
}

/** The https form of an address, for tokens. */
export function httpsForm({ host, path, protocol }: RepositoryPlace): string {
  // The port of ssh is not the one of https.
  const name = protocol === 'ssh' ? host.replace(/:\d+$/, '') : host;
  return `https://${name}/${withEnding(path)}`;
}

/** The ssh form of an address, for deploy keys. */
export function sshForm({ host, path, protocol, user }: RepositoryPlace): string {
  if (protocol === 'ssh') return `ssh://${user}@${host}/${path}`;
  return `ssh://git@${host.replace(/:\d+$/, '')}/${withEnding(path)}`;
}

function withEnding(path: string): string {
  return path.endsWith('.git') ? path : `${path}.git`;
}

/** The host on which repositories of an API are: api.github.com tells of github.com. */
export function repositoryHostOf(apiUrl: string): string {
  const { host } = new URL(apiUrl);
  // api.github.com, and api.<name>.ghe.com of GitHub Enterprise Cloud.
  return /^api\.(github\.com|[\w-]+\.ghe\.com)$/.exec(host)?.[1] ?? host;
}
