import { describe, expect, test } from 'vitest';
import { repositoryAddress } from '../../../central/domain/project.ts';
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
