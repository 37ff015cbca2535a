import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { UserError } from '../../../lib/user-error.ts';
import { fullName, type LockedGem } from '../../domain/gemfile-lock.ts';
import type { AgentSettings } from '../../settings.ts';
import { type Download, type FetchHints, fetchText } from './download.ts';
import { integrityOf, type RemoteFile, type Trust } from './fetch-file.ts';
import type { RegistrySecrets } from './registry-secrets.ts';

export type GemSettings = Pick<AgentSettings, 'gemMirror'>;

const publicSource = 'https://rubygems.org/';

export const gemHints: FetchHints = {
  unauthorized:
    'The gem server wants a login. Set it under the name that Bundler has for it: vpspilot secrets set <project> BUNDLE_GEMS__EXAMPLE__COM=name:token for gems.example.com',
  missing: 'The gem server does not have this version: run bundle install and commit Gemfile.lock',
};

/** Where gems come from, with the logins that the project's secrets have under Bundler's names. */
export function gemSource(
  { gemMirror }: GemSettings,
  secrets: RegistrySecrets,
  signal: AbortSignal,
) {
  const at = (remote: string, path: string, label: string): Download => {
    const url = new URL(
      path,
      remote === publicSource && gemMirror !== '' ? slashed(gemMirror) : remote,
    );
    const [name = '', ...rest] = (secrets.value(loginName(url.hostname)) ?? '').split(':');
    if (url.username === '' && name !== '') {
      url.username = name;
      url.password = rest.join(':');
    }
    return { label, url: url.href, headers: {} };
  };
  return {
    /** The gem's file, to be laid out under its own name. */
    file(gem: LockedGem): RemoteFile {
      const name = `${fullName(gem)}.gem`;
      const download = at(gem.remote, `gems/${name}`, fullName(gem));
      return { ...download, place: name, trust: trustIn(gem) };
    },
  };

  function trustIn(gem: LockedGem): Trust {
    if (gem.sha256 !== undefined) return { integrity: integrityOf('sha256', gem.sha256) };
    const where = gem.remote === publicSource ? '' : ` from ${withoutLogin(gem.remote)}`;
    const verify = (file: string) => compareWithIndex(gem, file);
    return { firstUse: `${fullName(gem)}${where}`, verify };
  }

  /** The server's own index has hashes too; a server without an index is taken as it is. */
  async function compareWithIndex(gem: LockedGem, file: string): Promise<void> {
    const index = at(gem.remote, `info/${gem.name}`, `the index of ${gem.name}`);
    const text = await fetchText(index, { hints: gemHints, signal }).catch(() => '');
    signal.throwIfAborted();
    const expected = indexChecksum(text, gem);
    if (expected === undefined) return;
    const found = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    if (found === expected) return;
    throw new UserError(
      'dependency_fetch_failed',
      `${fullName(gem)} could not be fetched: its SHA-256 is ${found}, but the index of its server says ${expected}`,
      {
        hint: 'Deploy again; if it stays so, somebody changes the file on its way, or the server is broken',
      },
    );
  }
}

/** How Bundler names the setting with the login of a host. */
function loginName(host: string): string {
  return `BUNDLE_${host.replaceAll('-', '___').replaceAll('.', '__').toUpperCase()}`;
}

/** Lines are "version[-platform] dependencies|checksum:…,ruby:…". */
function indexChecksum(text: string, { version, platform }: LockedGem): string | undefined {
  const name = platform === 'ruby' ? version : `${version}-${platform}`;
  const line = text.split('\n').find((line) => line.startsWith(`${name} `));
  return /[|,]checksum:([0-9a-f]{64})/.exec(line ?? '')?.[1];
}

function withoutLogin(remote: string): string {
  const url = new URL(remote);
  return `${url.origin}${url.pathname}`;
}

function slashed(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
