import { slugify } from '../../lib/slug.ts';
import { UserError } from '../../lib/user-error.ts';

/**
 * A project's slug: its name in lower case, with - between the words.
 *
 * @throws UserError project_name_invalid
 */
export function slugOf(name: string): string {
  const slug = slugify(name);
  // Digits alone would be taken for an id.
  if (/[a-z]/i.test(name.normalize('NFKD')) && !/^\d+$/.test(slug)) return slug;
  throw new UserError('project_name_invalid', `'${name.slice(0, 60)}' cannot name a project`, {
    hint: 'Use letters, digits and -, at least one letter, at most 40 characters: my-shop',
  });
}

export interface RepositoryAddress {
  url: string;
  /** "owner/name", lower-cased: what webhooks are matched by. */
  name: string;
}

/**
 * Checks a repository's address and takes "owner/name" from its end.
 *
 * Local folders are let through here; whether a node may use them is the node's own decision.
 *
 * @throws UserError repository_url_invalid, repository_url_has_password
 */
export function repositoryAddress(url: string): RepositoryAddress {
  const trimmed = url.trim();
  const path = repositoryPath(trimmed);
  const parts = path
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/')
    .filter((part) => part !== '');
  const name = parts.slice(-2).join('/').toLowerCase();
  if (name === '') throw invalidUrl(trimmed);
  return { url: trimmed, name };
}

function repositoryPath(url: string): string {
  if (/[\s\p{Cc}]/u.test(url)) throw invalidUrl(url);
  if (url.startsWith('/')) return url;
  // git's own short form of ssh: git@github.com:owner/name.git
  const short = /^[A-Za-z0-9_][\w.-]*@[A-Za-z0-9][\w.-]*:(?!\/\/)([^:]+)$/.exec(url)?.[1];
  if (short !== undefined) return short;
  const parsed = URL.parse(url);
  if (parsed === null || !['https:', 'ssh:', 'file:'].includes(parsed.protocol))
    throw invalidUrl(url);
  // git reads a host that starts with a dash as an option of ssh.
  if (parsed.hostname.startsWith('-')) throw invalidUrl(url);
  if (parsed.password !== '' || (parsed.protocol === 'https:' && parsed.username !== '')) {
    throw new UserError(
      'repository_url_has_password',
      'The repository address contains a user name or password',
      {
        hint: 'Addresses are shown to everybody who may see the project. Use an ssh address with a deploy key of the node',
      },
    );
  }
  return decodeURIComponent(parsed.pathname);
}

function invalidUrl(url: string): UserError {
  return new UserError(
    'repository_url_invalid',
    `'${url.slice(0, 100)}' is no repository address`,
    {
      hint: 'Use https://github.com/owner/name.git, git@github.com:owner/name.git or ssh://…',
    },
  );
}

/**
 * Checks a branch name by git's rules, strictly enough to be safe as an argument.
 *
 * @throws UserError branch_invalid
 */
export function assertBranch(branch: string): void {
  const isBad =
    branch === '' ||
    branch.length > 200 ||
    /[\s\p{Cc}~^:?*[\\]/u.test(branch) ||
    /^[-/]|\.\.|\/\/|@\{|\.lock$|[/.]$|(?:^|\/)\./.test(branch) ||
    branch === '@';
  if (!isBad) return;
  throw new UserError('branch_invalid', `'${branch.slice(0, 60)}' is no branch name`, {
    hint: 'Give the name without refs/heads/: main',
  });
}

/** The host names of a project, from the column that holds one per line. */
export function domainList(column: string): string[] {
  return column.split('\n').filter((domain) => domain !== '');
}

/**
 * Host names in lower case, each once.
 *
 * @throws UserError domain_invalid
 */
export function normalDomains(domains: readonly string[]): string[] {
  return [...new Set(domains.map(normalDomain))];
}

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const domainPattern = new RegExp(`^${label}(?:\\.${label})*$`);

function normalDomain(domain: string): string {
  const name = domain.trim().toLowerCase().replace(/\.$/, '');
  if (name.length <= 253 && domainPattern.test(name) && !/^[\d.]+$/.test(name)) return name;
  throw new UserError('domain_invalid', `'${domain.slice(0, 60)}' is no host name`, {
    hint: 'Give the name alone, without https:// and path: shop.example.org',
  });
}
