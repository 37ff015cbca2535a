import { UserError } from '../../lib/user-error.ts';

/** What lets the node read a private repository. For one host only: nobody else gets to see it. */
export type RepositoryCredential =
  | { kind: 'token'; host: string; username: string; token: string }
  | { kind: 'ssh_key'; host: string; privateKey: string };

/**
 * Reads what central has sealed. Nothing in it: there is no credential.
 *
 * @throws UserError `credential_invalid`
 */
export function readCredential(
  text: Readonly<Record<string, string>>,
): RepositoryCredential | undefined {
  const { kind, host = '', username = 'x-access-token', token = '', privateKey = '' } = text;
  if (kind === undefined) return undefined;
  if (!/^[\w.-]+(:\d+)?$/.test(host)) throw invalid('it names no host');
  if (kind === 'token' && isOneLine(token) && isOneLine(username)) {
    return { kind, host, username, token };
  }
  if (kind === 'ssh_key' && privateKey.includes('PRIVATE KEY')) return { kind, host, privateKey };
  throw invalid(`its kind is "${kind.slice(0, 20)}"`);
}

/** git reads credentials line by line. */
function isOneLine(text: string): boolean {
  return text !== '' && !/[\r\n\0]/.test(text);
}

/** Whether an address of a repository is on the credential's host, over the protocol it is for. */
export function isFor(credential: RepositoryCredential, url: string): boolean {
  const place = placeOf(url);
  const protocol = credential.kind === 'token' ? 'https' : 'ssh';
  return place?.protocol === protocol && place.host === credential.host.toLowerCase();
}

function placeOf(url: string): { protocol: string; host: string } | undefined {
  const scp = /^[\w.-]+@([\w.-]+):(?!\/\/)/.exec(url)?.[1];
  if (scp !== undefined) return { protocol: 'ssh', host: scp.toLowerCase() };
  if (!URL.canParse(url)) return undefined;
  const { protocol, host } = new URL(url);
  return { protocol: protocol.replace(':', ''), host: host.toLowerCase() };
}

/** What must be masked wherever it turns up. */
export function secretsOf(credential: RepositoryCredential | undefined): string[] {
  if (credential === undefined) return [];
  return [credential.kind === 'token' ? credential.token : credential.privateKey];
}

function invalid(why: string): UserError {
  return new UserError(
    'credential_invalid',
    `The credential for the repository is of no use: ${why}`,
    { hint: 'Central and the agent may be of different versions: upgrade both' },
  );
}
