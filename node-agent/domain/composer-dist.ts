/** Addresses of archives, by the rules of Composer itself: its cache knows a file by its address only. */
import { createHash } from 'node:crypto';

interface Named {
  name: string;
  version: string;
  reference: string;
  type: string;
}

/** Where Composer's cache of files has an archive. */
export function cachePlace(name: string, url: string, type: string): string {
  return `files/${name.toLowerCase()}/${sha1(url)}.${type}`;
}

/** The address that Composer asks for: placeholders filled in, archives of a branch replaced by those of the locked commit. */
export function distUrl(url: string, about: Named): string {
  const plain = isPattern(url) ? fillPattern(url, about) : url;
  return about.reference === '' ? plain : withReference(plain, about.reference);
}

/** Whether an address has places for a package's name or version. */
export function isPattern(url: string): boolean {
  return /%(?:package|version|prettyVersion|reference|type)%/.test(url);
}

/** An address such as https://mirror/%package%/%version%/%reference%.%type% for one archive. */
export function fillPattern(pattern: string, { name, version, reference, type }: Named): string {
  const values: Readonly<Record<string, string>> = {
    package: name,
    version: normalVersion(version),
    prettyVersion: version,
    reference: /^[a-f0-9]*$/.test(reference) ? reference : md5(reference),
    type,
  };
  return pattern.replace(/%(\w+)%/g, (whole, key: string) => values[key] ?? whole);
}

/** "v8.83.26" is 8.83.26.0, which is how registries of Composer count. Other forms are kept. */
function normalVersion(version: string): string {
  const [, numbers] = /^v?(\d+(?:\.\d+){0,3})$/.exec(version) ?? [];
  if (numbers === undefined) return version.includes('/') ? md5(version) : version;
  return [...numbers.split('.'), '0', '0', '0'].slice(0, 4).join('.');
}

const github = /^https?:\/\/(?:www\.)?github\.com\/([^/]+)\/([^/]+)\/(zip|tar)ball\/.+$/i;
const githubArchive =
  /^https?:\/\/(?:www\.)?github\.com\/([^/]+)\/([^/]+)\/archive\/.+\.(zip|tar)(?:\.gz)?$/i;
const githubApi = /^https?:\/\/api\.github\.com\/repos\/([^/]+)\/([^/]+)\/(zip|tar)ball(?:\/.+)?$/i;
const bitbucket =
  /^https?:\/\/(?:www\.)?bitbucket\.org\/([^/]+)\/([^/]+)\/get\/.+\.(zip|tar\.gz|tar\.bz2)$/i;
const gitlab =
  /^https?:\/\/(?:www\.)?gitlab\.com\/api\/v[34]\/projects\/([^/]+)\/repository\/archive\.(zip|tar\.gz|tar\.bz2|tar)\?sha=.+$/i;

function withReference(url: string, reference: string): string {
  for (const form of [github, githubArchive, githubApi]) {
    const [, owner, repository, kind] = form.exec(url) ?? [];
    if (owner !== undefined) {
      return `https://api.github.com/repos/${owner}/${repository}/${kind}ball/${reference}`;
    }
  }
  const [, owner, repository, ending] = bitbucket.exec(url) ?? [];
  if (owner !== undefined) {
    return `https://bitbucket.org/${owner}/${repository}/get/${reference}.${ending}`;
  }
  const [, project, kind] = gitlab.exec(url) ?? [];
  if (project === undefined) return url;
  return `https://gitlab.com/api/v4/projects/${project}/repository/archive.${kind}?sha=${reference}`;
}

/**
 * Where GitHub's API sends everybody on to for an archive. Asked directly, the archive does not
 * count among the 60 requests an hour that the API answers to those without a token.
 */
export function withoutGithubApi(url: string): string {
  const [, repository, kind, reference] =
    /^https:\/\/api\.github\.com\/repos\/([^/]+\/[^/]+)\/(zip|tar)ball\/(.+)$/.exec(url) ?? [];
  if (repository === undefined) return url;
  const form = kind === 'zip' ? 'zip' : 'tar.gz';
  return `https://codeload.github.com/${repository}/legacy.${form}/${reference}`;
}

/** The archive of a locked commit, where the host of a git repository is known to make one. */
export function sourceArchive({
  type,
  url = '',
  reference,
}: {
  type?: string;
  url?: string;
  reference?: string;
}): { type: string; url: string; reference: string; shasum: string } | undefined {
  const [, host, owner, repository] =
    /^(?:https?:\/\/|git:\/\/|ssh:\/\/git@|git@)(github\.com|gitlab\.com|bitbucket\.org)[/:]([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(
      url,
    ) ?? [];
  if (type !== 'git' || host === undefined || reference === undefined) return undefined;
  const archives: Readonly<Record<string, string>> = {
    'github.com': `https://api.github.com/repos/${owner}/${repository}/zipball/${reference}`,
    'gitlab.com': `https://gitlab.com/api/v4/projects/${owner}%2F${repository}/repository/archive.zip?sha=${reference}`,
    'bitbucket.org': `https://bitbucket.org/${owner}/${repository}/get/${reference}.zip`,
  };
  return { type: 'zip', url: archives[host] ?? '', reference, shasum: '' };
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
