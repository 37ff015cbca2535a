import { expect, test } from 'vitest';
import { fetch, repository, useRepository } from '../support/git-fetch.ts';

useRepository();

test('what came since the live commit is told, newest first, merges as one', async () => {
  const live = repository.commit('one');
  repository.git('checkout', '--quiet', '-b', 'feature');
  repository.commit('inside the feature');
  repository.git('checkout', '--quiet', 'main');
  repository.commit('two');
  repository.git('merge', '--quiet', '--no-ff', '-m', 'merge the feature', 'feature');
  const tip = repository.git('rev-parse', 'HEAD');
  const { history } = await fetch(tip, { since: live });
  expect(history).toMatchObject({ since: live, more: false, isUnrelated: false });
  expect(history?.commits.map(({ subject }) => subject)).toEqual(['merge the feature', 'two']);
  expect(history?.commits[0]).toMatchObject({ commit: tip, author: 'Ada' });
});

test('at most fifty, and that there are more', async () => {
  const live = repository.commit('live');
  for (let number = 0; number < 51; number += 1) repository.commit(`change ${number}`);
  const { history } = await fetch('', { since: live });
  expect(history).toMatchObject({ more: true, isUnrelated: false });
  expect(history?.commits).toHaveLength(50);
});

test('the same commit again has no news, and nothing is live is no history', async () => {
  const live = repository.commit('live');
  expect((await fetch(live, { since: live })).history).toMatchObject({
    commits: [],
    isUnrelated: false,
  });
  expect((await fetch(live)).history).toBeUndefined();
});

test('a rewritten branch, an older commit and an unknown one are unrelated', async () => {
  const base = repository.commit('base');
  const live = repository.commit('live');
  repository.git('commit', '--quiet', '--amend', '--allow-empty', '-m', 'rewritten');
  const unrelated = { commits: [], isUnrelated: true };
  expect((await fetch('', { since: live })).history).toMatchObject(unrelated);
  expect((await fetch(base, { since: live })).history).toMatchObject(unrelated);
  expect((await fetch('', { since: 'f'.repeat(40) })).history).toMatchObject(unrelated);
});
