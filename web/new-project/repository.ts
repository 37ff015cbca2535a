/** What somebody types as "my repository", understood. */
import { slugify } from '../../lib/slug.ts';

export interface Repository {
  /** What central is given. */
  url: string;
  /** "owner/name", or the last parts of the path. */
  fullName: string;
  /** Proposal for the project's name. */
  name: string;
  isGitHub: boolean;
  /** By ssh: a deploy key is needed, or a key of the node. */
  isSsh: boolean;
  /** Page of the repository at its host; undefined when it cannot be known. */
  webUrl: string | undefined;
}

const part = '[A-Za-z0-9_.-]+';
const shortForm = new RegExp(`^(${part})/(${part})$`);
const bareHost = /^(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\/(.+)$/i;
const scpForm = /^([A-Za-z0-9_][\w.-]*)@([A-Za-z0-9][\w.-]*):(?!\/\/)([^:]+)$/;

/** Undefined when it is not clear what is meant. */
export function understandRepository(typed: string): Repository | undefined {
  const text = typed.trim().replace(/^git clone\s+/, '');
  if (text === '' || /\s/.test(text)) return undefined;
  const short = shortForm.exec(text);
  if (short !== null) return fromHost('github.com', `${short[1]}/${short[2]}`);
  const scp = scpForm.exec(text);
  if (scp !== null) return build(text, scp[2] ?? '', scp[3] ?? '', true);
  const parsed = URL.parse(text);
  if (parsed !== null) return fromUrl(text, parsed);
  const host = bareHost.exec(text);
  return host === null ? undefined : fromHost((host[1] ?? '').toLowerCase(), host[2] ?? '');
}

/** Why this address is not taken, where a general "not understood" would not help. */
export function repositoryProblem(typed: string): string | undefined {
  const parsed = URL.parse(typed.trim());
  const hasPassword = parsed !== null && parsed.password !== '';
  if (hasPassword || (parsed?.protocol === 'https:' && parsed.username !== '')) {
    return 'The address contains a user name or password, and everybody here could read it. Use a GitHub connection or a deploy key';
  }
  if (parsed?.protocol === 'http:') return 'http:// is not safe on its way; use https:// or git@…';
  return understandRepository(typed) === undefined
    ? 'Use owner/name, https://github.com/owner/name or git@github.com:owner/name.git'
    : undefined;
}

function fromUrl(text: string, url: URL): Repository | undefined {
  if (url.protocol === 'https:' && url.username === '' && url.password === '') {
    return fromHost(url.host, url.pathname);
  }
  if (url.protocol === 'ssh:' && url.password === '') {
    return build(text, url.hostname, url.pathname, true);
  }
  return url.protocol === 'file:' ? build(text, '', url.pathname, false) : undefined;
}

/** Of https: pages within a repository lead to the repository. */
function fromHost(host: string, path: string): Repository | undefined {
  const parts = partsOf(path);
  const isGitHub = isGitHubHost(host);
  const kept = isGitHub ? parts.slice(0, 2) : parts;
  if (kept.length < 2) return undefined;
  const clean = kept.join('/').replace(/\.git$/, '');
  return build(`https://${host.replace(/^www\./, '')}/${clean}.git`, host, clean, false);
}

function build(url: string, host: string, path: string, isSsh: boolean): Repository | undefined {
  const parts = partsOf(path.replace(/\.git\/?$/, ''));
  const last = parts.at(-1);
  if (last === undefined) return undefined;
  const fullName = parts.slice(-2).join('/');
  const isGitHub = isGitHubHost(host);
  return {
    ...{ url, fullName, isGitHub, isSsh, name: slugify(last) },
    webUrl: isGitHub ? `https://github.com/${fullName}` : undefined,
  };
}

function partsOf(path: string): string[] {
  return path.split('/').filter((each) => each !== '');
}

function isGitHubHost(host: string): boolean {
  return /^(?:www\.|ssh\.)?github\.com$/i.test(host);
}
