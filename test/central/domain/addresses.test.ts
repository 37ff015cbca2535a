import { expect, test } from 'vitest';
import { addressesOf } from '../../../central/domain/addresses.ts';

const domains = ['shop.example.org', 'shop.localhost', '10.0.0.7'];

test('usual ports are left out, and local names go without TLS', () => {
  expect(addressesOf(domains, { httpPort: 80, httpsPort: 443 })).toEqual([
    'https://shop.example.org',
    'http://shop.localhost',
    'http://10.0.0.7',
  ]);
});

test('other ports are named', () => {
  expect(addressesOf(domains, { httpPort: 8080, httpsPort: 8443 })).toEqual([
    'https://shop.example.org:8443',
    'http://shop.localhost:8080',
    'http://10.0.0.7:8080',
  ]);
});

test('without HTTPS everything is plain', () => {
  expect(addressesOf(['shop.example.org'], { httpPort: 8080, httpsPort: 0 })).toEqual([
    'http://shop.example.org:8080',
  ]);
});
