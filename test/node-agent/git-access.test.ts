import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fetch, folders, repository, root, source, useRepository } from '../support/git-fetch.ts';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { recordingStep } from '../support/step.ts';

useRepository();

const token = 'ghs_POISONpoisonPOISONpoison01234567';
const saved = { ...process.env };

afterEach(() => {
  process.env = { ...saved };
});

/** Everything the node has on its disk, as one text. */
function nodeFiles(): string {
  return readdirSync(join(root, 'node'), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
    .join('\n');
}

describe('https with a token', () => {
  let server: GitServer;
  let url: string;

  beforeEach(async () => {
    server = await startGitServer(root, { username: 'x-access-token', password: token });
    process.env['GIT_SSL_CAINFO'] = server.authority;
    url = `https://${server.host}/repository/.git`;
    repository.write('a.txt', 'private');
    repository.commit('a private commit');
  });
  afterEach(() => server.stop());

  const credential = (host = server.host, given = token) =>
    ({ kind: 'token', host, username: 'x-access-token', token: given }) as const;

  test('a private repository is fetched, and the token is nowhere afterwards', async () => {
    const step = recordingStep();
    const tree = await fetch('', { url, credential: credential() }, step);
    expect(tree.subject).toBe('a private commit');
    expect(readFileSync(source('a.txt'), 'utf8')).toBe('private');
    expect(nodeFiles()).not.toContain(token);
    expect(JSON.stringify(step)).not.toContain(token);
  });

  test('without it, or with a wrong one, the failure says what to do and no secret', async () => {
    await expect(fetch('', { url })).rejects.toMatchObject({
      code: 'repository_unreachable',
      hint: expect.stringContaining('connect GitHub'),
    });
    const wrong = fetch('', { url, credential: credential(server.host, `${token}X`) });
    await expect(wrong).rejects.toMatchObject({
      message: expect.not.stringContaining(token),
      hint: expect.stringContaining('refuses the access token'),
    });
  });

  test('it goes to no other host: not by its address, not by a redirect', async () => {
    const other = await startGitServer(root, { username: 'somebody', password: 'else' });
    try {
      await expect(fetch('', { url, credential: credential('example.org') })).rejects.toMatchObject(
        { code: 'repository_unreachable' },
      );
      expect(server.authorizations.join('')).toBe('');
      server.redirectTo = other.host;
      writeFileSync(server.authority, readFileSync(other.authority), { flag: 'a' });
      await expect(fetch('', { url, credential: credential() })).rejects.toThrow();
      expect(other.authorizations).not.toEqual([]);
      expect(other.authorizations.join('')).toBe('');
    } finally {
      await other.stop();
    }
  });
});

describe('ssh with a deploy key', () => {
  const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${'POISON'.repeat(20)}\n-----END OPENSSH PRIVATE KEY-----`;

  /** Stands in for ssh: notes how it was called, then serves the repository as sshd would. */
  function fakeSsh(): string {
    const bin = join(root, 'bin');
    const log = join(root, 'ssh.log');
    mkdirSync(bin, { recursive: true });
    writeFileSync(
      join(bin, 'ssh'),
      `#!/bin/sh\necho "$@" >> ${log}\nwhile [ $# -gt 1 ]; do [ "$1" = -i ] && { stat -c %a "$2" >> ${log}; cat "$2" >> ${log}; }; shift; done\nexec git upload-pack ${repository.directory}\n`,
    );
    chmodSync(join(bin, 'ssh'), 0o755);
    process.env['PATH'] = `${bin}:${process.env['PATH']}`;
    return log;
  }

  test('the key is a file of ours only while git runs, and hosts must keep their keys', async () => {
    repository.write('a.txt', 'by ssh');
    repository.commit();
    const log = fakeSsh();
    const credential = { kind: 'ssh_key', host: 'git.example.org', privateKey: key } as const;
    await fetch('', { url: 'git@git.example.org:team/shop.git', credential });
    expect(readFileSync(source('a.txt'), 'utf8')).toBe('by ssh');
    const said = readFileSync(log, 'utf8');
    expect(said).toContain('StrictHostKeyChecking=accept-new');
    expect(said).toContain('IdentitiesOnly=yes');
    expect(said).toContain(`\n600\n${key}\n`);
    const file = / -i (\S+)/.exec(said)?.[1] ?? '';
    expect(file).not.toBe('');
    expect(existsSync(file)).toBe(false);
    expect(nodeFiles()).not.toContain('POISON');
    expect(existsSync(folders().mirror)).toBe(true);
  });

  test('another host does not get it', async () => {
    repository.commit();
    const log = fakeSsh();
    const credential = { kind: 'ssh_key', host: 'git.example.org', privateKey: key } as const;
    await fetch('', { url: 'git@other.example.org:team/shop.git', credential });
    expect(readFileSync(log, 'utf8')).not.toContain('-i ');
  });
});
