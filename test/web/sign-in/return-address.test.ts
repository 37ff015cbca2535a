import { describe, expect, test } from 'vitest';
import { returnAddress, signInAddress } from '../../../web/sign-in/return-address.ts';

describe('where one comes back to after signing in', () => {
  test.each([
    { pathname: '/', search: '' },
    { pathname: '/projects/shop/logs', search: '?q=a%20b&from=1' },
    { pathname: '/projects/ümlaut', search: '' },
  ])('is where one was: $pathname$search', (from) => {
    const { search } = new URL(signInAddress(from), 'https://central.example');
    expect(returnAddress(search)).toBe(`${from.pathname}${from.search}`);
  });

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/sign-in?return=%2F',
    'projects',
    '',
  ])('is never %j', (wanted) => {
    expect(returnAddress(`?${new URLSearchParams({ return: wanted })}`)).toBe('/');
  });
});
