import { UserError } from '../../lib/user-error.ts';

/** One place of a GOPROXY list that is asked for modules. */
export interface GoProxy {
  /** Without a slash at its end; may hold a name and a password. */
  url: string;
  /** Whether the next one is asked after any failure ("|"), or only when this one has no such module (","). */
  passesFailures: boolean;
}

/**
 * The module proxies of a GOPROXY list, in their order. "direct" would run version control programs
 * against any host and ends the list, as "off" does.
 *
 * @throws UserError `lock_invalid` when nothing is left to ask.
 */
export function parseGoProxies(list: string, source: string): GoProxy[] {
  const proxies: GoProxy[] = [];
  for (const [, place = '', separator] of list.matchAll(/([^,|]+)([,|]?)/g)) {
    const url = place.trim().replace(/\/+$/, '');
    if (url === 'off' || url === 'direct') break;
    if (!/^https?:\/\//.test(url)) throw notUsable(`${source} is no list of http(s) addresses`);
    proxies.push({ url, passesFailures: separator === '|' });
  }
  if (proxies.length > 0) return proxies;
  throw notUsable(`${source} names no module proxy`);
}

/** Whether a module is one of GOPRIVATE's: patterns stand for its first elements, "*" for one of them. */
export function isPrivate(modulePath: string, patterns: string): boolean {
  const elements = modulePath.split('/');
  return patterns.split(',').some((pattern) => {
    const wanted = pattern.trim().replace(/\/+$/, '').split('/');
    if (wanted[0] === '' || wanted.length > elements.length) return false;
    return wanted.every((part, index) => globOf(part).test(elements[index] ?? ''));
  });
}

/** Name and password of a host in the text of a netrc file; "default" stands for every host. */
export function netrcLogin(
  text: string,
  host: string,
): { login: string; password: string } | undefined {
  const entries = text.split(/(?:^|\s+)(?=machine\s|default(?:\s|$))/);
  const own = entries.find((entry) => /^machine\s+(\S+)/.exec(entry)?.[1] === host);
  const entry = own ?? entries.find((text) => text.startsWith('default')) ?? '';
  const password = /\spassword\s+(\S+)/.exec(entry)?.[1];
  const login = /\slogin\s+(\S+)/.exec(entry)?.[1] ?? '';
  return password === undefined ? undefined : { login, password };
}

function globOf(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}

function notUsable(message: string): UserError {
  return new UserError('lock_invalid', message, {
    hint: 'Modules are fetched from module proxies only: name one, for example https://proxy.golang.org, or run go mod vendor and commit the folder vendor',
  });
}
