import { describe, expect, test } from 'vitest';
import {
  dnsRecord,
  domainProblem,
  needsDns,
  recordLine,
  typedDomain,
} from '../../../web/project/domains/dns-records.ts';

describe('records for a domain', () => {
  test.each([
    ['shop.example.org', '203.0.113.7', 'A', 'shop'],
    ['example.org', '203.0.113.7', 'A', '@'],
    ['a.b.example.org', '2001:db8::1', 'AAAA', 'a.b'],
    ['example.co.uk', '203.0.113.7', 'A', '@'],
    ['www.example.co.uk', 'oslo.example.net', 'CNAME', 'www'],
  ])('%s to %s', (domain, address, type, name) => {
    expect(dnsRecord(domain, address)).toEqual({ type, name, value: address });
  });

  test('without an address there is nothing to say', () => {
    expect(dnsRecord('shop.example.org', null)).toBeUndefined();
    expect(dnsRecord('shop.example.org', ' ')).toBeUndefined();
  });

  test('is copied as one line', () => {
    const record = dnsRecord('shop.example.org', '203.0.113.7');
    expect(record && recordLine('shop.example.org', record)).toBe(
      'shop.example.org. A 203.0.113.7',
    );
  });

  test('local names need none', () => {
    expect(needsDns('shop.localhost')).toBe(false);
    expect(needsDns('localhost')).toBe(false);
    expect(needsDns('mylocalhost.org')).toBe(true);
  });
});

describe('what is typed as a domain', () => {
  test.each(['https://Shop.Example.org/cart?x#y', ' shop.example.org. ', 'shop.example.org:443'])(
    '%j',
    (typed) => {
      expect(typedDomain(typed)).toBe('shop.example.org');
      expect(domainProblem(typedDomain(typed))).toBeUndefined();
    },
  );

  test.each([
    '',
    '*.example.org',
    '10.0.0.1',
    'a b',
    '-x.org',
    'ü.org',
    'a..b',
    `${'a'.repeat(64)}.org`,
  ])('%j is refused', (typed) => {
    expect(domainProblem(typedDomain(typed))).toBeDefined();
  });
});
