import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fetch, folders, repository, root, source, useRepository } from '../support/git-fetch.ts';
import { gitRepository } from '../support/git-repository.ts';

useRepository();

describe('hostile input', () => {
  test.each([
    '--upload-pack=touch /tmp/x',
    '-x',
    'a..b',
    'a b',
    'a\nb',
    'a~1',
    'a^',
    'a:b',
    'x.lock',
    '@{-1}',
    '.hidden',
    '',
  ])('a branch called %j is refused', async (branch) => {
    repository.commit();
    await expect(fetch('', { branch })).rejects.toMatchObject({ code: 'branch_invalid' });
  });

  test.each(['feature/login', 'v1.2', 'ünïcode', 'a+b@c', 'user/x=y,z'])(
    'a branch called %j works',
    async (branch) => {
      repository.commit();
      repository.git('checkout', '--quiet', '-b', branch);
      const commit = repository.commit();
      expect((await fetch('', { branch })).commit).toBe(commit);
    },
  );

  test('a branch named --upload-pack=x in the repository harms nothing', async () => {
    const commit = repository.commit();
    repository.git('update-ref', 'refs/heads/--upload-pack=x', commit);
    expect((await fetch(commit)).commit).toBe(commit);
    expect((await fetch('f'.repeat(40)).catch((error) => error)).code).toBe('commit_not_found');
  });

  test.each(['HEAD', '--all', 'main', 'f'.repeat(39), 'F'.repeat(40)])(
    'commit %j is refused',
    async (commit) => {
      await expect(fetch(commit)).rejects.toMatchObject({ code: 'commit_not_found' });
    },
  );

  test.each([
    'ext::sh -c touch% /tmp/x',
    'file:///etc',
    '/etc',
    'http://example.org/x',
    '--upload-pack=x',
    'ssh://-oProxyCommand=x/y',
    'git@-oProxyCommand:x',
    'fd::1',
    '../x',
  ])('the address %j is refused', async (url) => {
    await expect(fetch('', { url, allowLocalRepositories: false })).rejects.toMatchObject({
      code: 'repository_refused',
    });
  });

  test('a password in the address is not shown', async () => {
    const error = await fetch('', { url: 'ftp://user:geheim@example.org/x' }).catch((e) => e);
    expect(String(error.message)).not.toContain('geheim');
  });

  test('hooks of the repository and of the mirror do not run', async () => {
    const commit = repository.commit();
    const proof = join(root, 'proof');
    await fetch(commit);
    for (const hook of ['post-checkout', 'reference-transaction', 'post-index-change']) {
      execFileSync('mkdir', ['-p', join(folders().mirror, 'hooks')]);
      writeFileSync(join(folders().mirror, 'hooks', hook), `#!/bin/sh\ntouch ${proof}\n`);
      chmodSync(join(folders().mirror, 'hooks', hook), 0o755);
    }
    await fetch(repository.commit());
    expect(existsSync(proof)).toBe(false);
  });

  test('an address where nothing is says so', async () => {
    await expect(fetch('', { url: join(root, 'nothing') })).rejects.toMatchObject({
      code: 'repository_unreachable',
      hint: expect.stringContaining('address'),
    });
  });
});

describe('submodules', () => {
  function library() {
    const own = gitRepository(join(root, 'library'));
    own.write('lib.js', 'library');
    own.commit();
    return own;
  }
  const addModule = (url: string, path: string) =>
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', url, path);

  test('are filled with their own commit', async () => {
    const own = library();
    addModule(own.directory, 'vendor/lib');
    const commit = repository.commit();
    own.write('lib.js', 'newer');
    own.commit();
    await fetch(commit);
    expect(readFileSync(source('vendor/lib/lib.js'), 'utf8')).toBe('library');
  });

  test('with a relative address are found beside the repository', async () => {
    addModule(library().directory, 'lib');
    repository.git('config', '--file', '.gitmodules', 'submodule.lib.url', '../library');
    await fetch(repository.commit());
    expect(existsSync(source('lib/lib.js'))).toBe(true);
  });

  test('that are not there, or have a forbidden address, are named', async () => {
    addModule(library().directory, 'lib');
    repository.git('config', '--file', '.gitmodules', 'submodule.lib.url', 'ext::sh -c id');
    await expect(fetch(repository.commit())).rejects.toMatchObject({
      code: 'unsafe_tree',
      message: expect.stringContaining('lib'),
    });
    repository.remove('.gitmodules');
    await expect(fetch(repository.commit())).rejects.toThrow('it is not in .gitmodules');
  });

  test('must not bring in a .env or a link out', async () => {
    const own = library();
    own.link('out', '../../../etc');
    own.commit();
    addModule(own.directory, 'lib');
    await expect(fetch(repository.commit())).rejects.toMatchObject({ code: 'unsafe_tree' });
  });
});
