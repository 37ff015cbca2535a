/** Hosts whose repositories over SSH are read at the same name over HTTPS. */
const knownHosts = new Set(['github.com', 'gitlab.com', 'codeberg.org']);

/**
 * Where people read a commit: GitHub's form of address, which GitLab, Forgejo and Gitea know too.
 * Null when the repository is at no such place.
 */
export function commitAddress(repositoryUrl: string, commit: string): string | null {
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return null;
  const repository = webAddress(repositoryUrl);
  return repository === null ? null : `${repository}/commit/${commit}`;
}

function webAddress(repositoryUrl: string): string | null {
  const short = /^git@([\w.-]+):([^:]+)$/.exec(repositoryUrl);
  const url =
    short === null ? URL.parse(repositoryUrl) : URL.parse(`ssh://${short[1]}/${short[2]}`);
  if (url === null) return null;
  const isReadable =
    url.protocol === 'https:' || (url.protocol === 'ssh:' && knownHosts.has(url.hostname));
  const path = url.pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  if (!isReadable || !/^\/[^/]+(?:\/[^/]+)+$/.test(path)) return null;
  return `https://${url.protocol === 'https:' ? url.host : url.hostname}${path}`;
}
