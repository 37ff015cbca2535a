import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fetch, folders, repository, source, useRepository } from '../support/git-fetch.ts';
import { recordingStep } from '../support/step.ts';

useRepository();

describe('commits', () => {
  test('K56: any commit can be fetched, not only the tip of the branch', async () => {
    repository.write('a.txt', 'one');
    const first = repository.commit('the first');
    repository.write('a.txt', 'two');
    repository.commit();
    const step = recordingStep();
    const tree = await fetch(first, {}, step);
    expect(tree).toMatchObject({ commit: first, subject: 'the first', author: 'Ada' });
    expect(readFileSync(source('a.txt'), 'utf8')).toBe('one');
    expect(step.notes).toEqual([`${first.slice(0, 12)} the first`]);
  });

  test('an empty commit means the tip of the branch, also after it moved', async () => {
    repository.write('a.txt', 'one');
    repository.commit();
    await fetch('');
    repository.write('a.txt', 'two');
    const second = repository.commit();
    expect((await fetch('')).commit).toBe(second);
    expect(readFileSync(source('a.txt'), 'utf8')).toBe('two');
  });

  test('files of the tree before are gone', async () => {
    repository.write('old.txt', '');
    await fetch(repository.commit());
    repository.remove('old.txt');
    repository.write('new.txt', '');
    await fetch(repository.commit());
    expect(readdirSync(folders().source)).toEqual(['new.txt']);
  });

  test('a forced push takes the new commit, and the old one can still be deployed from the mirror', async () => {
    repository.write('a.txt', 'one');
    const first = repository.commit();
    await fetch(first);
    repository.write('a.txt', 'other');
    repository.git('add', '.');
    repository.git('commit', '--quiet', '--amend', '-m', 'rewritten');
    const rewritten = repository.git('rev-parse', 'HEAD');
    expect((await fetch(rewritten)).commit).toBe(rewritten);
    expect((await fetch(first)).commit).toBe(first);
  });

  test('a commit that vanished is named, with what to do', async () => {
    repository.commit();
    const vanished = 'f'.repeat(40);
    await expect(fetch(vanished)).rejects.toMatchObject({
      code: 'commit_not_found',
      message: expect.stringContaining(vanished.slice(0, 12)),
      hint: expect.stringContaining('push again'),
    });
  });

  test('a commit of a branch that was deleted since is found by its own id', async () => {
    repository.commit();
    repository.git('checkout', '--quiet', '-b', 'feature');
    const commit = repository.commit('on a feature');
    repository.git('checkout', '--quiet', 'main');
    repository.git('branch', '-D', 'feature');
    expect((await fetch(commit, { branch: 'feature' })).commit).toBe(commit);
  });

  test('a branch that is not there is commit_not_found', async () => {
    repository.commit();
    await expect(fetch('', { branch: 'nothing' })).rejects.toMatchObject({
      code: 'commit_not_found',
    });
  });

  test('a commit that the mirror has needs no repository', async () => {
    repository.write('a.txt', 'one');
    const commit = repository.commit();
    await fetch(commit);
    rmSync(repository.directory, { recursive: true });
    expect((await fetch(commit)).commit).toBe(commit);
  });

  test('executable bits, binary files and strange names arrive as they are', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 0]);
    repository.write('run.sh', '#!/bin/sh\n');
    chmodSync(join(repository.directory, 'run.sh'), 0o755);
    writeFileSync(join(repository.directory, 'bytes.bin'), bytes);
    repository.write('é "quoted"\nname', 'x');
    repository.write('.gitattributes', '* text=auto eol=lf\nhidden export-ignore\n');
    repository.write('hidden', 'kept');
    await fetch(repository.commit());
    expect(statSync(source('run.sh')).mode & 0o111).toBe(0o111);
    expect(readFileSync(source('bytes.bin'))).toEqual(bytes);
    expect(readFileSync(source('é "quoted"\nname'), 'utf8')).toBe('x');
    expect(existsSync(source('hidden'))).toBe(true);
    expect(existsSync(source('.git'))).toBe(false);
  });

  test('what a killed git left in the mirror does not stop the next deployment', async () => {
    repository.commit();
    await fetch('');
    writeFileSync(join(folders().mirror, 'packed-refs.lock'), '');
    writeFileSync(join(folders().mirror, 'refs/heads/main.lock'), '');
    const commit = repository.commit();
    expect((await fetch(commit)).commit).toBe(commit);
  });

  test('a stop is obeyed', async () => {
    repository.commit();
    const stopped = AbortSignal.abort(new Error('canceled'));
    await expect(fetch('', {}, recordingStep(stopped))).rejects.toThrow('canceled');
  });
});

describe('trees', () => {
  test.each([
    ['absolute', '/etc/passwd'],
    ['relative', '../../../etc/passwd'],
  ])('a link that leaves the tree (%s) is refused and no tree is left', async (_, target) => {
    repository.link('deep/link', target);
    await expect(fetch(repository.commit())).rejects.toMatchObject({
      code: 'unsafe_tree',
      message: expect.stringContaining('deep/link'),
    });
    expect(existsSync(folders().source)).toBe(false);
  });

  test('a link that leaves through another link is refused', async () => {
    repository.write('d/e/file', '');
    repository.link('d/e/up', '../..');
    repository.link('sly', 'd/e/up/../outside');
    await expect(fetch(repository.commit())).rejects.toMatchObject({ code: 'unsafe_tree' });
  });

  test('links within the tree are fine, dangling ones too', async () => {
    repository.write('a/file', 'x');
    repository.link('b/link', '../a/file');
    repository.link('current', 'a');
    repository.link('dangling', 'not/there');
    await fetch(repository.commit());
    expect(readFileSync(source('b/link'), 'utf8')).toBe('x');
  });

  test.each(['.env', 'api/.env'])('K96: a tracked %s is refused', async (file) => {
    repository.write(file, 'SECRET=1');
    await expect(fetch(repository.commit())).rejects.toMatchObject({
      code: 'unsafe_tree',
      hint: expect.stringContaining('git rm --cached'),
    });
    expect(existsSync(folders().source)).toBe(false);
  });

  test('keys are warned about, examples are not', async () => {
    for (const file of ['.env.example', 'tls/server.pem', 'id_rsa', '.env.production']) {
      repository.write(file, 'x');
    }
    const step = recordingStep();
    await fetch(repository.commit(), {}, step);
    expect(step.warnings).toHaveLength(1);
    expect(step.warnings[0]).toContain('.env.production, id_rsa, tls/server.pem');
  });
});
