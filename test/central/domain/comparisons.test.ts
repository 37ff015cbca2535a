import { describe, expect, test } from 'vitest';
import { closureDiff } from '../../../central/domain/closure-diff.ts';
import { commitAddress } from '../../../central/domain/commit-address.ts';
import { configDiff } from '../../../central/domain/config-diff.ts';
import { actionsOf } from '../../../central/domain/deployment-actions.ts';
import { projectStatus } from '../../../central/domain/project-status.ts';
import { unwatchedFiles } from '../../../central/domain/watched-changes.ts';

const sha = 'a'.repeat(40);

describe('the address of a commit', () => {
  test.each([
    ['https://github.com/acme/shop.git', 'https://github.com/acme/shop'],
    ['https://github.com/acme/shop/', 'https://github.com/acme/shop'],
    ['git@github.com:acme/shop.git', 'https://github.com/acme/shop'],
    ['ssh://git@codeberg.org:22/acme/shop', 'https://codeberg.org/acme/shop'],
    ['https://git.example.org:8443/a/b/c.git', 'https://git.example.org:8443/a/b/c'],
  ])('of %s', (repository, address) => {
    expect(commitAddress(repository, sha)).toBe(`${address}/commit/${sha}`);
  });

  test.each([
    ['/srv/git/shop', sha],
    ['file:///srv/git/shop', sha],
    ['git@intern:acme/shop.git', sha],
    ['https://github.com/shop', sha],
    ['https://github.com/acme/shop', ''],
    ['https://github.com/acme/shop', '../../x'],
    ['javascript:alert(1)', sha],
  ])('there is none of %s at %s', (repository, commit) => {
    expect(commitAddress(repository, commit)).toBeNull();
  });
});

describe('two config files', () => {
  test('differ leaf by leaf', () => {
    const from = { name: 'a', build: { commands: ['x', 'y'] }, env: { A: '1' }, start: null };
    const to = { name: 'a', build: { commands: ['x', 'z', 'w'] }, env: {}, start: { port: 80 } };
    expect(configDiff(from, to)).toEqual([
      { path: 'build.commands[1]', from: 'y', to: 'z' },
      { path: 'build.commands[2]', from: null, to: 'w' },
      { path: 'env', from: null, to: '{}' },
      { path: 'env.A', from: '1', to: null },
      { path: 'start', from: 'null', to: null },
      { path: 'start.port', from: null, to: '80' },
    ]);
    expect(configDiff(to, to)).toEqual([]);
  });
});

describe('two closures', () => {
  const bash = { name: 'bash', version: '5.2', bytes: 100 };
  test('packages come, go and change; several versions of one are one line', () => {
    const from = [
      bash,
      { name: 'node', version: '22', bytes: 10 },
      { name: 'old', version: '', bytes: 5 },
    ];
    const to = [
      bash,
      { name: 'node', version: '24', bytes: 12 },
      { name: 'node', version: '22', bytes: 10 },
      { name: 'new', version: '1', bytes: 7 },
    ];
    expect(closureDiff(from, to)).toEqual({
      added: [{ name: 'new', version: '1', bytes: 7 }],
      removed: [{ name: 'old', version: '', bytes: 5 }],
      changed: [{ name: 'node', from: '22', to: '22, 24', bytes: 12 }],
      bytesFrom: 115,
      bytesTo: 129,
    });
  });

  test('nothing is said when one is not known', () => {
    expect(closureDiff(undefined, [bash])).toBeUndefined();
    expect(closureDiff([bash], undefined)).toBeUndefined();
  });
});

test.each([
  ['queued', null, { cancel: true, redeploy: false, rollBack: false }],
  ['running', 'build', { cancel: true, redeploy: false, rollBack: false }],
  ['running', 'switch', { cancel: false, redeploy: false, rollBack: false }],
  ['live', 'watch', { cancel: false, redeploy: true, rollBack: false }],
  ['replaced', null, { cancel: false, redeploy: true, rollBack: true }],
  ['rolled_back', null, { cancel: false, redeploy: true, rollBack: false }],
  ['failed', 'build', { cancel: false, redeploy: true, rollBack: false }],
])('what can be done with a deployment that is %s at %s', (state, step, actions) => {
  const liveAt = ['live', 'replaced', 'rolled_back'].includes(state) ? new Date() : null;
  expect(actionsOf({ state, step, liveAt })).toEqual(actions);
});

test.each([
  [{ isNodeOnline: false, isLive: true, latest: 'live' }, 'node_offline'],
  [{ isNodeOnline: true, isLive: true, latest: 'running' }, 'deploying'],
  [{ isNodeOnline: true, isLive: true, latest: 'failed' }, 'failed'],
  [{ isNodeOnline: true, isLive: true, latest: 'rolled_back' }, 'failed'],
  [{ isNodeOnline: true, isLive: true, latest: 'canceled' }, 'live'],
  [{ isNodeOnline: true, isLive: false, latest: 'canceled' }, 'never_deployed'],
  [{ isNodeOnline: true, isLive: false, latest: undefined }, 'never_deployed'],
])('%j is %s', (facts, status) => {
  expect(projectStatus(facts)).toBe(status);
});

describe('what a push has changed', () => {
  const commit = (...modified: string[]) => ({ added: [], modified, removed: [] });
  const patterns = ['apps/web/**'];

  test('is looked at in every commit', () => {
    const commits = [commit('docs/a.md'), { added: [], modified: [], removed: ['apps/web/x'] }];
    expect(unwatchedFiles(patterns, { commits })).toBeUndefined();
    expect(unwatchedFiles(patterns, { commits: [commit('docs/a.md', 'b')] })).toEqual([
      'docs/a.md',
      'b',
    ]);
  });

  test.each([
    ['no commit is listed', { commits: [] }],
    ['nothing is listed', {}],
    ['GitHub lists no more', { commits: Array.from({ length: 2048 }, () => commit('docs/a')) }],
    ['the branch is new', { created: true, commits: [commit('docs/a')] }],
    ['history was rewritten', { forced: true, commits: [commit('docs/a')] }],
    ['a commit does not say', { commits: [{ added: [] }] }],
    ['no file is named', { commits: [commit()] }],
    [
      'there are too many',
      { commits: [commit(...Array.from({ length: 3001 }, (_, n) => `d/${n}`))] },
    ],
  ])('counts as everything when %s', (_why, push) => {
    expect(unwatchedFiles(patterns, push)).toBeUndefined();
  });
});
