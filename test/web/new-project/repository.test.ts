import { describe, expect, test } from 'vitest';
import { repositoryAddress } from '../../../central/domain/project.ts';
import { isLocalAddress } from '../../../web/new-project/local-address.ts';
import { repositoryProblem, understandRepository } from '../../../web/new-project/repository.ts';

const https = 'https://github.com/acme/my-shop.git';

describe('what somebody types as the repository', () => {
  test.each([
    ['acme/my-shop', https],
    ['https://github.com/acme/my-shop', https],
    ['https://github.com/acme/my-shop.git', https],
    ['https://www.github.com/acme/my-shop/', https],
    ['github.com/acme/my-shop', https],
    ['https://github.com/acme/my-shop/tree/main/src', https],
    ['  git clone https://github.com/acme/my-shop.git ', https],
    ['git@github.com:acme/my-shop.git', 'git@github.com:acme/my-shop.git'],
    ['ssh://git@github.com/acme/my-shop.git', 'ssh://git@github.com/acme/my-shop.git'],
  ])('%s', (typed, url) => {
    const understood = understandRepository(typed);
    expect(understood).toMatchObject({
      ...{ url, fullName: 'acme/my-shop', name: 'my-shop', isGitHub: true },
      webUrl: 'https://github.com/acme/my-shop',
    });
    // Central takes it, and webhooks are matched by the same name.
    expect(repositoryAddress(url).name).toBe('acme/my-shop');
  });

  test('another host keeps its whole path', () => {
    expect(understandRepository('https://git.example.org/team/sub/app')).toMatchObject({
      url: 'https://git.example.org/team/sub/app.git',
      fullName: 'sub/app',
      isGitHub: false,
      webUrl: undefined,
    });
    expect(understandRepository('file:///srv/git/app.git')?.name).toBe('app');
  });

  test.each(['', 'shop', 'a b/c', 'https://github.com/', 'https://github.com/acme', 'ftp://x/y/z'])(
    '%j is not understood',
    (typed) => {
      expect(understandRepository(typed)).toBeUndefined();
      expect(repositoryProblem(typed)).toContain('owner/name');
    },
  );

  test('passwords in addresses are refused with the reason', () => {
    expect(repositoryProblem('https://user:ghp_x@github.com/acme/shop')).toContain('password');
    expect(repositoryProblem('https://ghp_x@github.com/acme/shop')).toContain('password');
    expect(understandRepository('https://user:ghp_x@github.com/acme/shop')).toBeUndefined();
    expect(repositoryProblem('http://github.com/acme/shop')).toContain('https://');
    expect(repositoryProblem('acme/my-shop')).toBeUndefined();
  });
});

describe('addresses that GitHub cannot reach', () => {
  test.each([
    'http://127.0.0.1:8001/webhooks/github/1',
    'http://localhost/x',
    'http://pilot.localhost/x',
    'https://10.1.2.3/x',
    'https://192.168.1.5/x',
    'https://172.16.0.1/x',
    'http://[::1]:8001/x',
    'http://[fd00::1]/x',
    'http://central/x',
    'https://pilot.internal/x',
  ])('%s', (url) => {
    expect(isLocalAddress(url)).toBe(true);
  });

  test.each([
    'https://pilot.example.org/x',
    'https://203.0.113.7/x',
    'https://172.32.0.1/x',
    'https://[2001:db8::1]/x',
    'https://10.example.org/x',
  ])('not %s', (url) => {
    expect(isLocalAddress(url)).toBe(false);
  });
});
