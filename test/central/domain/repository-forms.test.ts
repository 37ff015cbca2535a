import { expect, test } from 'vitest';
import {
  httpsForm,
  repositoryHostOf,
  repositoryPlace,
  sshForm,
} from '../../../central/domain/repository-forms.ts';

test.each([
  ['https://github.com/Acme/Shop.git', 'ssh://git@github.com/Acme/Shop.git'],
  ['https://github.com/Acme/Shop', 'ssh://git@github.com/Acme/Shop.git'],
  ['https://github.com/Acme/Shop/', 'ssh://git@github.com/Acme/Shop.git'],
  ['git@github.com:Acme/Shop.git', 'ssh://git@github.com/Acme/Shop.git'],
  ['ssh://deploy@git.acme.lan:2222/shop.git', 'ssh://deploy@git.acme.lan:2222/shop.git'],
  ['https://git.acme.lan:8443/acme/shop.git', 'ssh://git@git.acme.lan/acme/shop.git'],
])('%s with a deploy key is %s', (url, expected) => {
  const place = repositoryPlace(url);
  expect(place && sshForm(place)).toBe(expected);
});

test.each([
  ['git@github.com:Acme/Shop.git', 'https://github.com/Acme/Shop.git'],
  ['ssh://git@github.com:22/Acme/Shop', 'https://github.com/Acme/Shop.git'],
  ['https://github.com/Acme/Shop', 'https://github.com/Acme/Shop.git'],
  ['https://git.acme.lan:8443/a/b.git', 'https://git.acme.lan:8443/a/b.git'],
])('%s with a token is %s', (url, expected) => {
  const place = repositoryPlace(url);
  expect(place && httpsForm(place)).toBe(expected);
});

test('local folders have no other form', () => {
  for (const url of ['/srv/git/shop.git', 'file:///srv/shop.git', 'nonsense'])
    expect(repositoryPlace(url)).toBeUndefined();
});

test.each([
  ['https://api.github.com', 'github.com'],
  ['https://api.acme.ghe.com', 'acme.ghe.com'],
  ['https://github.acme.lan/api/v3', 'github.acme.lan'],
  ['https://api.github.com.evil.example', 'api.github.com.evil.example'],
])('the API %s is of the host %s', (apiUrl, host) => {
  expect(repositoryHostOf(apiUrl)).toBe(host);
});
